"""Valence, arousal, stress and emotions read from the person's own words."""
