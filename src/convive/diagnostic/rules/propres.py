"""Own indicators of an espace: what is refused, when a threshold is crossed, and what is new since one looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from convive.diagnostic.rules.accord import accorde
from convive.socle.formats import INSECABLE, nombre
from convive.socle.refus import Refus

DOMAINE = "diagnostic"
DROIT_LIRE_INDICATEURS = (DOMAINE, "Les indicateurs de l’espace", "lire")
DROIT_ECRIRE_INDICATEURS = (DOMAINE, "Les indicateurs de l’espace", "écrire")
MAX_LIBELLE, MAX_DEFINITION, MAX_UNITE, MAX_SOURCE = 150, 600, 40, 200
MAX_DECIMALES = 3
MAX_IDENTIFIANT = 80
MAX_CHIFFRES, MAX_CHIFFRES_DECIMAUX = 15, 3
ANNEE_MIN, ANNEES_A_VENIR = 1990, 1
POURCENTS = frozenset({"%", "pour cent", "pourcent", "en %"})
MIN_POURCENTAGE, MAX_POURCENTAGE = -100, 200
AU_DESSUS, EN_DESSOUS = "au_dessus", "en_dessous"


class IndicateurRefuse(Refus):
    """A change that cannot be; each message can be shown. `champs` says beside which field, when one is."""


def explain_pourcentage(valeur: Decimal | None, unite: str) -> str:
    """Why a number in percents cannot be; empty when it can. A rate of occupancy passes 100, none passes 200."""
    if valeur is None or unite.strip() not in POURCENTS or MIN_POURCENTAGE <= valeur <= MAX_POURCENTAGE:
        return ""
    return (
        f"{nombre(valeur)}\u00a0% n’est pas une part\u00a0: vérifiez le nombre. Pour dire qu’il a été multiplié, "
        "écrivez une autre unité, «\u00a0fois\u00a0» par exemple."
    )


def is_seuil_franchi(valeur: Decimal | None, seuil: Decimal | None, sens: str) -> bool:
    """Whether the last value went past what one watches; equal is not past."""
    if valeur is None or seuil is None:
        return False
    return valeur > seuil if sens == AU_DESSUS else valeur < seuil


def format_seuil(seuil: Decimal | None, sens: str, decimales: int, unite: str) -> str:
    """« au-dessus de 40 places », empty when nothing is watched."""
    if seuil is None:
        return ""
    side = "au-dessus de" if sens == AU_DESSUS else "en dessous de"
    return f"{side} {nombre(seuil, decimales)}{INSECABLE}{accorde(seuil, unite)}"


@dataclass(frozen=True)
class Nouveaute:
    """A source whose latest vintage is newer than the one that was noted; `ancien` is None for a source that came."""

    source: str
    ancien: int | None
    nouveau: int


def list_nouveautes(notes: Mapping[str, int], actuels: Mapping[str, int]) -> list[Nouveaute]:
    """What came since: sorted by source. A source that was withdrawn is not news."""
    return [
        Nouveaute(source, notes.get(source), millesime)
        for source, millesime in sorted(actuels.items())
        if millesime > notes.get(source, 0)
    ]
