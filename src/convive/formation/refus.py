"""The exception raised when this package refuses a change. Pure Python."""

from convive.socle.refus import Refus


class FormationRefusee(Refus):
    """A refused change; each message can be shown. `champs` maps a field to its message, when it concerns one."""
