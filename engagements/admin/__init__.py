"""What officials see: the Django admin, made into a place of work."""
