"""How gunicorn serves the site in production: threads, since requests wait for the database, and orderly restarts."""

import os

bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 30
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat file on disk can stall a worker
accesslog = None  # the proxy keeps one, with the retention the municipality has decided
errorlog = "-"
forwarded_allow_ips = "*"  # only the proxy can reach this port
