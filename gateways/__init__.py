"""The only package that opens a socket: fetching sources, sending mail, calling webhooks."""
