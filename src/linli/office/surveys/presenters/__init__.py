"""Turning what the room answers into what the templates show."""
