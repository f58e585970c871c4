"""Report pages for the policy team."""
