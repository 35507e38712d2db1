"""The library: articles that are kept, with their quotes and people, in one SQLite file.

`database` is the connection, `migrations` and `schema` the file's format and how a subject adds its tables to it.
"""
