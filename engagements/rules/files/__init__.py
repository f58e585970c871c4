"""Files by their outside: names, kinds, first bytes, and how they are described."""
