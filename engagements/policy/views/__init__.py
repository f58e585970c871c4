"""Report pages and CSV exports."""
