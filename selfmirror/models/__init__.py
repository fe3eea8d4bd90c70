"""The ports to models, and what guards them: budget, masking, scripted stand-ins."""
