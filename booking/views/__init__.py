"""How the pages answer: `find` (venues, day, week), `book` (the form), `receipt`, `my_page`, `desk` (for hosts)."""
