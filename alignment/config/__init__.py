"""The project package: settings, addresses, servers."""

import os

# Products of the size met here gain nothing from threads, and on a busy machine threads wait for each other: a
# bootstrap takes eight times as long.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
os.environ.update({name: value for name, value in ONE_THREAD.items() if name not in os.environ})
