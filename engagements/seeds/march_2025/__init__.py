"""The sessions of March 2025: what is known of them in public, and illustrative submissions to try the portal with."""
