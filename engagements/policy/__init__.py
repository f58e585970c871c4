"""What the policy team sees."""
