"""Every pattern and parser at its largest accepted input, made to hurt: `python -m tests.patterns` prints the worst."""
