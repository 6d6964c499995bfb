"""Files made of a snapshot: PDF, PowerPoint, Excel, CSV and JSON. Heavy libraries: for workers and commands."""
