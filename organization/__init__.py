"""Units, people, posts, rights, days, audit, notifications, jobs, files, backup."""
