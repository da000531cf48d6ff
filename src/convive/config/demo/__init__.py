"""The demonstration: invented espaces and people. Each package provides what they wrote in it."""
