"""The sessions of March 2025: publicly known facts, and illustrative submissions."""
