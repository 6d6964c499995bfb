"""The small invented company that `make run` opens on, written as the files a CRM and an agency would deliver."""
