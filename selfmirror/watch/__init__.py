"""The daemon that keeps the index fresh."""
