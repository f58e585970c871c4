"""The public pages, as a browser meets them."""
