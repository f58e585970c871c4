"""The forms of the public pages: what they take, what they refuse and in which words."""
