"""The training part of the demonstration: a finished session and one in preparation, all invented."""
