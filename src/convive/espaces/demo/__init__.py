"""What the demonstration holds here: the notes of the carnet, two magic links. All invented."""
