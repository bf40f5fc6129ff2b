"""走访 · Visits: what officers are asked to find out at the door, the phones they do it with, and what came back."""
