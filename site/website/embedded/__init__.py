"""A PostgreSQL 18 that lives as long as somebody needs it, for development and tests.

Begin at `client.ensure_server()`: what a process calls to get connection details. `keeper` is a small process that owns
postgres: it starts it, starts it again if it falls, and stops it when the last user has left. Users are counted by the
kernel: each holds a shared lock on `use.lock` until it dies, however it dies. Not for production: settings refuse it
when DEBUG is off. Linux and macOS only (needs fcntl); elsewhere set DATABASE_URL.
"""
