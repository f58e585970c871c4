"""The acts: the only code that changes records. Each takes who acts (`by=`) and when (`at=`)."""
