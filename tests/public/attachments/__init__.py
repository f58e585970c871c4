"""Files of a venture: in the form, in answers, on the status page."""
