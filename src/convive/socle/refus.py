"""The exception raised when a domain refuses a change. Pure Python."""

from collections.abc import Mapping


class Refus(ValueError):
    """A refused change; each message can be shown as it is. `champs` maps a field to its message, when a message
    concerns a field. Each package raises its own subclass."""

    def __init__(self, *messages: str, champs: Mapping[str, str] | None = None) -> None:
        self.champs = dict(champs or {})
        self.messages = (*messages, *self.champs.values())
        super().__init__(" ".join(self.messages))
