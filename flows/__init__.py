"""When, how often, how many at once: wiring, the embedded scheduler, Prefect flows and deployments."""
