"""What a change of a domain that cannot be has to say. Pure Python."""


class Refus(ValueError):
    """A change that cannot be; each message can be shown. A package raises its own."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__(" ".join(messages))
