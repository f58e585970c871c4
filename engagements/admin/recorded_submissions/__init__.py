"""Submissions that officials record for ventures: list and form."""
