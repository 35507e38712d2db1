"""What stands on the library screen: shelves of articles, feed entries, people, quotes and notes.

A shelf knows no widget: it says how many items it has, what each shows in a row or two, and what stands beside it.
"""
