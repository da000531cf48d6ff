"""What the demonstration holds here: constats, AFOM, enjeux, counts, versions. All invented."""
