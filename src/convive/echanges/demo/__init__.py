"""What the demonstration holds here: what people said, and what each was told. All invented."""
