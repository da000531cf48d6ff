"""What the demonstration holds here: bodies, séances, decisions, notes. All invented."""
