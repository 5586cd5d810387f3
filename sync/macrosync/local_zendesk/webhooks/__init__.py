"""Webhooks: the records, how they are delivered, and how that is watched (REF webhooks/webhooks-api)."""
