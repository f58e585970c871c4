"""How officials log in: closed sign-up, password with a second factor, short sessions."""
