"""The status page: open with its code alone, in plain words, with what was said and what was done."""
