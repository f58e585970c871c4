"""Mail: what it says (`messages`) and how it reaches the recipient (`outbox`)."""
