"""Support: one file a family, with its routes and its rules."""
