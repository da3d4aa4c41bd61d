"""/api/v1/ of this app: what is free, open to all (`free.py`), and the loans of who has a key (`bookings.py`)."""
