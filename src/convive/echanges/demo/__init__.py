"""The discussions and notifications of the demonstration, all invented."""
