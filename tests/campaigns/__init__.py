"""Planted campaigns: texts of which it is known who copied from whom, and how well they are found."""
