"""Units, people, posts, rights, working days, audit, notifications, jobs, import files, backup."""
