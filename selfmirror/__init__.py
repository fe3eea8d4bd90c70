"""selfmirror: reflective journaling over a person's own dated words."""

__version__ = "0.1.0"
