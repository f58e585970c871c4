"""Initial data of the portal."""
