"""What the rules say: functions that decide, and neither write nor read the clock."""
