"""Sign-in of officials: closed sign-up, password with second factor, short sessions."""
