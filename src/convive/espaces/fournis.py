"""The practice espaces that come filled: each is made for whoever asks, and belongs to that person from then on."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.socle.registre import Registre

PREFIXE = "fourni:"
PAS_CHARGE = "Ce territoire inventé n’est pas dans cette installation\u00a0: prévenez la personne qui s’en occupe."


@dataclass(frozen=True, slots=True)
class EspaceFourni:
    """`titre` says what one practises there, `nom` is that of the espace, `phrase` what is in it. `organisation` is the
    name of the intercommunalité in its directory. `build` makes it, for the person who will hold it; the identifier
    comes with the form that asks: sent twice, it makes one."""

    cle: str
    titre: str
    nom: str
    phrase: str
    organisation: str
    build: Callable[[Compte, UUID | None], Espace]

    @property
    def valeur(self) -> str:
        """What a form sends for it, where the others send the identifier of an espace."""
        return f"{PREFIXE}{self.cle}"


fournis: Registre[EspaceFourni] = Registre()
