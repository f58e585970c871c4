"""Officials' accounts in the admin, and who may do what."""
