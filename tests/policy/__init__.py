"""The policy team's pages."""
