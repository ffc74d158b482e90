"""Invented people, work, registers and meetings, so that every page has something true to show.

Deterministic: the same day and seed give the same rows. Nothing is dated after the day.
"""
