"""Targets, figures of the year before, ceilings, daily figures, and their pages."""
