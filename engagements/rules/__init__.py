"""Business rules: pure decisions that write nothing and take the time as an argument."""
