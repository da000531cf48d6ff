"""An exchange as one place reads it: what it may see of it, what it may do with it.

It stands beside the layers, since it puts together what the selectors read and what the permissions say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from convive.acteurs.models import EchangeActeur
from convive.acteurs.permissions import can_close_suite, can_update_echange
from convive.espaces.models import Membre
from convive.socle.objets import ObjetResolu, objets


@dataclass(frozen=True, slots=True)
class EchangeLu:
    """`prive` is empty for everyone but its author; `sujet` is what was spoken of, when this place sees it."""

    echange: EchangeActeur
    prive: str
    sujet: ObjetResolu | None
    can_update: bool
    can_close: bool
    is_en_retard: bool

    @property
    def avec(self) -> str:
        return ", ".join(str(fiche) for fiche in (self.echange.personne, self.echange.organisation) if fiche)


def build_echanges(membre: Membre, rows: Iterable[EchangeActeur]) -> list[EchangeLu]:
    """One query for each type of what was spoken of."""
    echanges, today = list(rows), timezone.localdate()
    resolus = objets.resolve_all((row.sujet for row in echanges if row.sujet), membre.compte)
    lus = []
    for echange in echanges:
        echange.espace = membre.espace
        # The private part of somebody else goes no further than here.
        prive = echange.prive if echange.auteur_id == membre.compte_id else ""
        sujet = resolus.get(echange.sujet) if echange.sujet else None
        can_change, can_close = can_update_echange(membre, echange), can_close_suite(membre, echange)
        is_late = echange.is_suite_ouverte and (echange.suite_le or today) < today
        lus.append(EchangeLu(echange, prive, sujet, can_change, can_close, is_late))
    return lus
