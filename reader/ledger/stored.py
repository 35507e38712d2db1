"""How a quote's text is read out of the library's tables."""

QUOTE_TEXT = 'coalesce(quote.text, quoted(quote.at, quote."end" - quote.start, version.markdown))'
"""SQL: the text of a row of `quote`, whose version is the row of `version`.  `reader.library.texts` gives `quoted`."""
