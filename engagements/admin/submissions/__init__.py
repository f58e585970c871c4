"""Submissions in the admin: list, review page and bulk actions."""
