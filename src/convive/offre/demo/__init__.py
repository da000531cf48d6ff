"""The services of the demonstration and who supports them, all invented."""
