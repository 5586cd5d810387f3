"""Looks at a sandbox account to see whether Zendesk does what the local Zendesk takes to be true: `make live`."""
