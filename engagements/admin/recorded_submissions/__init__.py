"""What officials write down for ventures: the list and the form."""
