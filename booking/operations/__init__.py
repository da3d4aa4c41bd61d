"""What can be done: `claims` (the one door to the table of claims), `bookings`, `holds`, `closures`."""
