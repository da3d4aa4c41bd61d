"""Reads: `taken` (what is in the way), `free_time` (what is free), `explain` (why not), `bookings` (lists of them)."""
