"""``python -m apps.cli`` is ``clauselog``."""

from apps.cli.main import main

main()
