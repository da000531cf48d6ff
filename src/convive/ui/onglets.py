"""What the components `onglets` and `onglets_groupes` show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OngletPage:
    """A view of the page, at its own address; `courant` is the one that is read. `precision` says, in a menu, what one
    does there."""

    libelle: str
    url: str
    icone: str
    courant: bool
    precision: str = ""


@dataclass(frozen=True, slots=True)
class GroupeOnglets:
    """Pages that are folded under one word: what one does less often than looking."""

    libelle: str
    icone: str
    onglets: tuple[OngletPage, ...]

    @property
    def courant(self) -> OngletPage | None:
        """The page of this group that is read, if it is one of them."""
        return next((onglet for onglet in self.onglets if onglet.courant), None)
