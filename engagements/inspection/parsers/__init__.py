"""Parsers of untrusted bytes: run only in a child process, without Django, database, settings or secrets."""
