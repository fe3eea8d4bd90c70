"""Folders and exports become utterances."""
