"""A training body: what it teaches, its sessions, who comes and what they make there, what it proves; and the help."""
