"""Figures: what is counted, how it is said, how it is drawn."""
