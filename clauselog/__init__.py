"""The heart of clauselog: pure Python that reads, compares and judges, and touches nothing of the world.

No network, no database, no HTML and no Prefect in here; the import contracts in ``pyproject.toml`` say so.
"""

__version__ = "0.1.0"
