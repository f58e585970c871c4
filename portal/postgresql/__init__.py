"""PostgreSQL backend of the portal."""
