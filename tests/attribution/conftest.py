"""The Spark ring belongs to machines that have Java and pyspark; elsewhere it does not exist."""

from importlib.util import find_spec
from shutil import which

collect_ignore = [] if find_spec("pyspark") and which("java") else ["test_spark.py"]
