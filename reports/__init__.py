"""First pages, the period report and its versions, one file for each sheet."""
