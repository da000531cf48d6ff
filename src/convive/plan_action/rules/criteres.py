"""What one may ask of the list of a plan. Pure Python."""

from dataclasses import dataclass, fields

from convive.plan_action.rules.plan import LIBELLES_METEO
from convive.plan_action.rules.statuts import LIBELLES_STATUTS

TOUTES, ACTIVES, EN_RETARD, A_DEMANDER = "toutes", "actives", "en_retard", "a_demander"
CHOIX_STATUTS = (
    ("", "toutes, sauf abandonnées"),
    (TOUTES, "toutes, abandonnées comprises"),
    (ACTIVES, "actives"),
    (EN_RETARD, "en retard"),
    *((cle.value, libelle) for cle, libelle in LIBELLES_STATUTS.items()),
)
CHOIX_METEO = (
    ("", "toutes"),
    *((cle.value, libelle) for cle, libelle in LIBELLES_METEO.items()),
    (A_DEMANDER, "pas encore donnée"),
)


@dataclass(frozen=True, slots=True)
class CriteresPlan:
    """Each is a text as the address says it; empty, it asks nothing."""

    q: str = ""
    noeud: str = ""
    statut: str = ""
    meteo: str = ""
    thematique: str = ""
    commune: str = ""

    @property
    def is_vide(self) -> bool:
        return not any(getattr(self, champ.name) for champ in fields(self))
