"""Dated records in DuckDB: the lease, numbered migrations, one repository a record kind."""
