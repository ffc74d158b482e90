"""Requests no browser sends: every address and form of the site, asked with values that break careless code."""
