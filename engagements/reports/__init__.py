"""Reports: read-only queries that count records and return frozen dataclasses."""
