"""What is looked at, by the part of the service."""
