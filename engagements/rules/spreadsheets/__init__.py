"""Uploaded spreadsheets: extract the table, and match its columns to the expected fields."""
