"""Registry: where one learns what the grid names. A package that teaches says it; a self-assessment shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from convive.espaces.models import Membre
from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class Entraide:
    """Where a person asks her peers; `url` also takes « ?theme= », the key of a competence."""

    nom: str
    url: str


@dataclass(frozen=True, slots=True)
class Apprentissage:
    """`get_titres` names what teaches a competence, by the keys that the grid gives to its sequences;
    `list_entraides` is asked once for a page."""

    cle: str
    get_titres: Callable[[], Mapping[str, str]]
    list_entraides: Callable[[Membre, date], Sequence[Entraide]]


apprentissages: Registre[Apprentissage] = Registre()


def list_titres(sequences: Sequence[str]) -> tuple[str, ...]:
    """Those that are taught somewhere, in the order of the grid."""
    titres = {cle: titre for item in apprentissages.get_all() for cle, titre in item.get_titres().items()}
    return tuple(titres[cle] for cle in sequences if cle in titres)


def list_entraides(membre: Membre, today: date) -> list[Entraide]:
    return [entraide for item in apprentissages.get_all() for entraide in item.list_entraides(membre, today)]
