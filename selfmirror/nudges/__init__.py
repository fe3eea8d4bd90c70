"""When to speak unasked."""
