"""The keys that open one page to whoever holds them: signed, of use for one thing."""
