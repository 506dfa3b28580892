"""Drills: what must hold when processes are killed, again and again."""
