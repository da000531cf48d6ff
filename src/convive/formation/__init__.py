"""Learning the job on one’s own territory: the first hundred days, the grid of competences, and the training."""
