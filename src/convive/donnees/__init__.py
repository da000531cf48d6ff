"""Open data: sources are fetched and built into Parquet, then read by queries."""
