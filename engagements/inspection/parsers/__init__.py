"""Parsers of other people's bytes: run in a child process only, without Django, database, settings or secrets."""
