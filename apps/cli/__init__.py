"""The command line: ``main`` puts it together, one module per group of commands, ``rendering`` for what is seen."""
