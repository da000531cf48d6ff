"""What the demonstration holds here: the directory and the coordination posts. All invented."""
