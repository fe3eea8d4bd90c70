"""Entries and session transcripts as Markdown files."""
