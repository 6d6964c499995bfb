"""From a file to clean rows, in the worker's memory: DuckDB without files of its own and without extensions."""
