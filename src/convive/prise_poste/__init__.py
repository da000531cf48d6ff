"""A new post: its first hundred days, its letter, who does what, what it leaves to whoever comes next."""
