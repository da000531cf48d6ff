"""What the demonstration holds here: attachments, and what was frozen of the notes. All invented."""
