"""The domain of the portal: from a submission to a dated, published answer."""
