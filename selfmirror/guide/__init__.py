"""A guided session: methods, strategies, dialogue and insights."""
