"""What changes and computes what the pages of the reports show.

This file imports nothing: `recompute`, `documents` and their neighbours load heavy libraries, and pages do not.
"""
