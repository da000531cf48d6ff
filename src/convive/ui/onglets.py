"""What the component `onglets` shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OngletPage:
    """A view of the page, at its own address; `courant` is the one that is read."""

    libelle: str
    url: str
    icone: str
    courant: bool
