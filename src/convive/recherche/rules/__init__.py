"""The part of the search that needs no database: French words, queries, ranking, extracts."""
