"""Looks at predictions afterwards: who was offered what, why, and what came of it."""
