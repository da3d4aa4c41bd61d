"""What people may write: `need` (what they look for), `book` (a loan), `desk` (a host's answers).

Names of fields are Norwegian: they are words in addresses that people share.
"""
