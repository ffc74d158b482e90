"""Reads of this app; one module for each kind of page."""
