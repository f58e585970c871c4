"""Consultations in the admin."""
