"""A second reading of the official files, in plain code that shares nothing with the product."""
