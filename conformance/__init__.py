"""Holds the local Zendesk against Zendesk's own OpenAPI files, which are no part of the project."""
