"""The audit trail in the admin: listing, search, verification and export."""
