"""Consultations in the admin: prepared, published, changed."""
