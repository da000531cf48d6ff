"""What a territoire may share with a département: each package adds its field, the two sides agree field by field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from convive.espaces.models import Espace
from convive.socle.registre import Registre

MAX_CLE_CHAMP = 40


@dataclass(frozen=True, slots=True)
class ChampPartage:
    """A part of an espace that is shown, as a whole, to the members of a département, who change nothing in it.

    `cle` is stored in every agreement, so it never changes. `libelle` names the field, `phrase` says what is shown
    and what is not. `get_contexte(request, espace)` gives the context of `template`, drawn for someone who is not a
    member of this espace; None says that there is nothing there yet.
    """

    cle: str
    libelle: str
    phrase: str
    ordre: int
    template: str
    get_contexte: Callable[[HttpRequest, Espace], Mapping[str, Any] | None]

    def __post_init__(self) -> None:
        if not self.cle.isidentifier() or not self.cle.isascii() or len(self.cle) > MAX_CLE_CHAMP:
            raise ImproperlyConfigured(f"Clé de champ partagé invalide : {self.cle!r}.")

    @property
    def titre(self) -> str:
        """So that the template of a panel draws a shared field too."""
        return self.libelle


class RegistrePartages(Registre[ChampPartage]):
    """What can be shared, in the order that each field asks for."""

    def get_all(self) -> tuple[ChampPartage, ...]:
        return tuple(sorted(super().get_all(), key=lambda champ: (champ.ordre, champ.cle)))

    def get_for_cles(self, cles: Iterable[str]) -> tuple[ChampPartage, ...]:
        """Those of an agreement; a key whose package is not installed here shows nothing."""
        wanted = set(cles)
        return tuple(champ for champ in self.get_all() if champ.cle in wanted)


partages = RegistrePartages()
