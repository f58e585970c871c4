"""Forms of the public pages: they validate and explain errors, and never save."""
