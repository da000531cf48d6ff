"""What the demonstration holds here: conventions, their texts, the other plans. All invented."""
