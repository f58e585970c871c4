"""Date and number formats by language, named by FORMAT_MODULE_PATH."""
