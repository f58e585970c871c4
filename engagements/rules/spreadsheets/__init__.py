"""Uploaded sheets: read into rows of text, and their columns matched with what is asked for."""
