"""Officials' accounts in the admin, and the permission matrix."""
