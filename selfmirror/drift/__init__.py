"""How priorities moved."""
