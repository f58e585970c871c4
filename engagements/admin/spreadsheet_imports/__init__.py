"""Sheets in the admin: uploaded, matched, looked through, imported."""
