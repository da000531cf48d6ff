"""Who takes part in a CTG: organisations, people and their functions, groups, coordination posts."""
