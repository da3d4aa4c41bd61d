"""In the admin: the coming weeks' hours, and what to do with what new hours leave outside."""
