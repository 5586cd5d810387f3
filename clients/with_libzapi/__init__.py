"""libzapi's programme, and the door through which it comes in."""
