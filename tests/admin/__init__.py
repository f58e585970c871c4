"""The officials' admin, page by page."""
