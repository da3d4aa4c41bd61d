"""How the pages answer: `activities` (what is on, for everyone), `dates` (when it happens, in the admin)."""
