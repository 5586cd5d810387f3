"""zenpy's programme: what it calls for each kind."""
