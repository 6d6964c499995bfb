"""From ready rows to the database: COPY into a staged table, one upsert per table, everything in one transaction."""
