"""SQLite backend of the portal."""
