"""The screen one reads on, and what opens above it."""
