"""What the demonstration holds here: two plans with their actions. All invented."""
