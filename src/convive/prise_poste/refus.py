"""What this package answers to a change that cannot be. Pure Python."""

from convive.socle.refus import Refus


class PosteRefuse(Refus):
    """A change that cannot be; each message can be shown. `champs` says beside which field, when one is."""
