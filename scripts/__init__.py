"""Programs for who works on macrosync itself."""
