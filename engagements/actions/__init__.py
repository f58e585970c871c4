"""Actions: the only code that changes records. Each takes the actor (`by=`) and the time (`at=`)."""
