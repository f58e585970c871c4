"""Templates of replies that come with the portal."""
