"""Who people are: users, organisations, and the roles that join them. Imports core only.

Words: *organisation* (lag, forening, partner, municipal section), *membership* (a person's role in one, with dates).
Roles bound to a venue live with the venue; roles bound to a community live with its board.
"""
