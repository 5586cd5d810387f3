"""macrosync keeps a support desk's scripts as reviewed files in Git, and makes Zendesk match them."""

__version__ = "0.1.0"
