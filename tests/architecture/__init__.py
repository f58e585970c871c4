"""What the code must look like; each rule is proved able to fail by a planted fault."""
