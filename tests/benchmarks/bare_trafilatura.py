"""The peer of cleaning: trafilatura alone.  Usage: bare_trafilatura.py < batch lines with "html" or "html_base64" """

import base64
import json
import sys

import trafilatura

for line in sys.stdin:
    row = json.loads(line)
    html = row["html"] if "html" in row else base64.b64decode(row["html_base64"])
    found = trafilatura.bare_extraction(html, url=row.get("url"), with_metadata=True)
    sys.stdout.write(json.dumps(found.as_dict() if found else {}, default=str) + "\n")
