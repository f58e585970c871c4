"""Public pages, one module per group of URLs."""
