"""Replies in the admin: drafts that wait to be released, and the templates that they begin with."""
