"""What developers and CI run: checks, locks, messages, the tests and what they need."""
