"""The sums: the only code that counts. Records in, frozen dataclasses out."""
