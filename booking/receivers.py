"""What follows from our own signals."""
