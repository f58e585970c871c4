"""The actions: what they write, and what they refuse."""
