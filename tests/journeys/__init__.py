"""Whole ways through the portal, in a real browser, on what `make run` serves."""
