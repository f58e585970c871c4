"""Spreadsheet imports in the admin."""
