"""What the portal is filled with at first."""
