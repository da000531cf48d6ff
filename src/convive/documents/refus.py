"""What this package refuses; each message is French and can be shown."""


class DocumentRefuse(ValueError):
    """A file, a frozen state or a long job that cannot be; `messages` has one sentence or several."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__(" ".join(messages))


class TravailRefuse(DocumentRefuse):
    """A long job that cannot be asked, or that says itself why it cannot be done."""
