"""Configuration of the portal; it knows the application only by name."""
