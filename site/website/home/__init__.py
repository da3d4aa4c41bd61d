"""Editorial pages and the front page: the top of the tower, may use every app below."""
