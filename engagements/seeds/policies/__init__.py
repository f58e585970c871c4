"""Texts of the policy pages that come with the portal, in English and Hindi."""
