"""The audit trail in the admin: read, searched, proved whole."""
