"""What one may ask of the list of a plan. Pure Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from convive.plan_action.rules.plan import NiveauMeteo, Priorite
from convive.plan_action.rules.statuts import Statut

TOUTES, ACTIVES, EN_RETARD, A_DEMANDER = "toutes", "actives", "en_retard", "a_demander"
CHOIX_STATUTS = (
    ("", "hors abandonnées"),
    (TOUTES, "toutes"),
    (ACTIVES, "actives"),
    (EN_RETARD, "en retard"),
    *Statut.choices,
)
CHOIX_METEO = (
    ("", "toutes"),
    *NiveauMeteo.choices,
    (A_DEMANDER, "pas encore donnée"),
)


SANS_PRIORITE = "aucune"
CHOIX_PRIORITES = (
    ("", "toutes"),
    *((priorite.value, priorite.libelle.lower()) for priorite in Priorite),
    (SANS_PRIORITE, "à préciser"),
)
SANS_PILOTE, SANS_PORTEUR = "sans_pilote", "sans_porteur"
PERSONNE, ORGANISATION = "personne", "organisation"
"""What `qui` names: « personne:<uuid> » pilots, « organisation:<uuid> » carries."""


@dataclass(frozen=True, slots=True)
class CriteresPlan:
    """Each is a text as the address says it; empty, it asks nothing."""

    q: str = ""
    noeud: str = ""
    statut: str = ""
    meteo: str = ""
    thematique: str = ""
    commune: str = ""
    qui: str = ""
    priorite: str = ""

    @property
    def is_vide(self) -> bool:
        return not any(getattr(self, champ.name) for champ in fields(self))


MAX_CHOIX = 100
"""A choice is a word of the list of choices, an identifier or a few words."""
MISES_EN_PAGE = frozenset({"tri", "colonnes"})
"""What an address says besides: the order of the list, and its columns."""


def list_choisis(paires: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What an address asks of the list: the number of a page and what nobody knows are left out."""
    connus = {champ.name for champ in fields(CriteresPlan)} | MISES_EN_PAGE
    return {nom: valeur[:MAX_CHOIX] for nom, valeur in paires if nom in connus and valeur}


def read_criteres(choisis: Mapping[str, str]) -> CriteresPlan:
    """The filters among what an address asks."""
    return CriteresPlan(**{champ.name: choisis.get(champ.name, "") for champ in fields(CriteresPlan)})
