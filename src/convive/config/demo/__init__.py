"""The demonstration: invented espaces and people. What they wrote is told by each package."""
