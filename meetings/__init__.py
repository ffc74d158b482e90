"""Meetings and conferences, rooms, the online share."""
