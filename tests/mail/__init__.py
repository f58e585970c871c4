"""What the mails say, and what becomes of them."""
