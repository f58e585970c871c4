"""Inspection of uploaded files: names and first bytes in this process, content in a sandboxed child process."""
