"""Every address of the portal: who gets what behind it, and with how many queries."""
