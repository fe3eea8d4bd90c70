"""Beliefs about the person over time."""
