"""The forms of the public pages: they validate and explain, and never save."""
