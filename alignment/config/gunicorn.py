"""How the web server serves: threads in one process, which share what is loaded before the fork.

Used as `gunicorn --config python:alignment.config.gunicorn alignment.config.wsgi`.
"""

import gc
import os
from typing import Any

wsgi_app = "alignment.config.wsgi:application"
bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_PROCESSES", "1"))
threads = 4
preload_app = True
timeout = 60  # longer than any statement of a page may take
graceful_timeout = 15
control_socket_disable = True  # nobody steers it; it would be a file in somebody's home
accesslog = "-"


def pre_fork(server: Any, worker: Any) -> None:
    """Leave what is loaded to both processes: a garbage collection in the child would copy its every page."""
    gc.collect()
    gc.freeze()
