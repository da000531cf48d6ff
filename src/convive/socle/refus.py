"""What a change of a domain that cannot be has to say. Pure Python."""

from collections.abc import Mapping


class Refus(ValueError):
    """A change that cannot be; each message can be shown. `champs` says beside which field, when one is. A package
    raises its own."""

    def __init__(self, *messages: str, champs: Mapping[str, str] | None = None) -> None:
        self.champs = dict(champs or {})
        self.messages = (*messages, *self.champs.values())
        super().__init__(" ".join(self.messages))
