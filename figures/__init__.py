"""Targets, figures of the year before, ceilings, curves, daily figures, and their pages."""
