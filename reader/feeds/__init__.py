"""Feeds: parsing, finding, fetching and keeping them."""
