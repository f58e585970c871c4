"""The rules, each with what it allows beside what it refuses."""
