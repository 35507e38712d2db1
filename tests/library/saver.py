"""A process that saves articles, and says the ID of each when it is saved.  Usage: saver FILE NAME NUMBER"""

import sys

from reader.library import Library
from tests.library.readings import TEXT, analysed, reading

if __name__ == "__main__":
    with Library(sys.argv[1]) as library:
        for i in range(int(sys.argv[3])):
            text = f"{TEXT}\n\nOf {sys.argv[2]} number {i}."
            saved = library.save(analysed(reading(f"https://ledger.example/{sys.argv[2]}/{i}", text)))
            sys.stdout.write(f"{saved.id}\n")
            sys.stdout.flush()
