"""What is searched besides the objects of the espaces: territories, pages, acronyms. Each package adds its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convive.espaces.models import Membre
from convive.recherche.rules.requete import Requete
from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class Lecteur:
    """Who searches: a compte, or an anonymous visitor, and its current membres, one per espace."""

    compte: Any
    places: tuple[Membre, ...]

    @property
    def noms_espaces(self) -> dict[UUID, str]:
        return {place.espace_id: place.espace.nom for place in self.places}


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """Something to open. `precision` distinguishes two items of the same name; the extract comes from `texte`."""

    titre: str
    url: str
    precision: str = ""
    texte: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecherche:
    """A kind of thing to find. `search` returns at most `limit` items, best first, only those this person may open.

    `suggest` returns items close to a query that found nothing; `get_url_suite` gives the page that lists the rest.
    """

    cle: str
    libelle: str
    libelle_un: str
    ordre: int
    search: Callable[[Lecteur, Requete, int], Sequence[Trouvaille]]
    suggest: Callable[[Requete], Sequence[Trouvaille]] | None = None
    get_url_suite: Callable[[Requete], str] | None = None


class RegistreSources(Registre[SourceRecherche]):
    """Sources, in the order that each one declares."""

    def get_all(self) -> tuple[SourceRecherche, ...]:
        return tuple(sorted(super().get_all(), key=lambda source: (source.ordre, source.cle)))


sources = RegistreSources()
