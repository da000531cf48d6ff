"""What the demonstration holds here: a session that ran, one in preparation. All invented."""
