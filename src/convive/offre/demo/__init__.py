"""What the demonstration holds here: services and who supports them. All invented."""
