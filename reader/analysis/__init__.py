"""Quotes, speakers and people of a document."""
