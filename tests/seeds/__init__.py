"""The seed of March 2025: its facts, its illustrative submissions, and their removal."""
