"""Formats for English as written in India."""
