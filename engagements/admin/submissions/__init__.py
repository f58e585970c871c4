"""Submissions in the admin: the list, the review page and its acts, many at once."""
