"""Configuration of the portal; it refers to the application by dotted names only."""
