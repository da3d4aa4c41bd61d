"""What the operations of /api/v1/ have in common: `answers` are shaped, `questions` understood, `open_data` let out.

The operations themselves stand in `api.py` of the app that knows the answer; website/api.py puts them together.
"""
