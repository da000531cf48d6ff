"""What this package refuses; each message is French and can be shown."""

from convive.socle.refus import Refus


class DocumentRefuse(Refus):
    """A file, a frozen state or a long job that cannot be; `messages` has one sentence or several."""


class TravailRefuse(DocumentRefuse):
    """A long job that cannot be asked, or that says itself why it cannot be done."""
