"""One file a format: how it is recognised and how it is read."""
