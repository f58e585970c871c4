"""Reply templates that come with the portal."""
