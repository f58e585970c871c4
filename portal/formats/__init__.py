"""Date and number formats by language (FORMAT_MODULE_PATH)."""
