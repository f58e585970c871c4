"""The start that docs/operating.md describes, typed word for word on an empty folder."""
