"""What officials see: the Django admin, made into a place of work.

A file a noun; a noun with several pages is a folder, and its `pages` is what the site registers.
"""
