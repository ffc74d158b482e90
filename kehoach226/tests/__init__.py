"""Tests of the settings, the broker and the processes."""
