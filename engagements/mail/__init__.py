"""Emails: compose them (`messages`) and deliver them (`outbox`)."""
