"""The demonstration: an invented provider's site, a mail server and a webhook receiver, and the main job over them."""
