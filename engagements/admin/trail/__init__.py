"""Rows of the audit trail in words, for every page that shows some."""
