"""What happened in a period, as facts: one file per noun."""
