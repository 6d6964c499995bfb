"""The project package: settings, addresses, servers."""

import os

# Products of the size met here gain nothing from threads, and on a busy machine threads wait for each other: a
# bootstrap takes eight times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
