"""Public pages for ventures and citizens."""
