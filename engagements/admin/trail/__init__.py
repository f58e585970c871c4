"""Audit events in words, for every page that shows them."""
