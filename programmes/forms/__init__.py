"""What people may fill in: `filters` (the list of what is on), `activity` and `facts` (the admin), `dates` (when)."""
