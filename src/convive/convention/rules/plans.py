"""The other plans and schemes: their dates, their orientations, how they overlap a CTG. Pure Python; today is an
argument. `date_fin` is the last day, as for a CTG."""

import re
from dataclasses import dataclass
from datetime import date

from convive.convention.rules.ctg import MOIS_PAR_AN, add_mois
from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, nombre_accorde

DROIT_LIRE_PLANS = ("convention", "Les autres plans et schémas", "voir")
DROIT_ECRIRE_PLANS = ("convention", "Les autres plans et schémas", "écrire")
MAX_TYPE_LIBRE = 80
MAX_ARTICULATION = 2_000
MAX_ORIENTATIONS = 20_000
MAX_TEXTE_ORIENTATION = 500
MAX_NUMERO = 20
# « 1.2 Texte », « A2) Texte », « Orientation 3 : texte », « Axe 1 – Texte ».
NUMERO = re.compile(
    r"^(?:(?P<mot>axe|orientation|objectif|fiche)\s+)?(?P<numero>[A-Z]{0,2}\d[\w.\-/]{0,17}|[IVX]{1,5}|[A-Z])"
    r"(?P<fin>\s*[):–—-]\s*|\.?\s+)(?P<texte>\S.*)$",
    re.IGNORECASE,
)


class EtatPlan(EnumLibelle):
    A_VENIR = "a_venir", "à venir"
    EN_COURS = "en_cours", "en cours"
    TERMINE = "termine", "terminé"
    SANS_DATE = "sans_date", "sans date"


def get_etat(date_debut: date | None, date_fin: date | None, today: date) -> EtatPlan:
    """What its dates say of a plan; nobody enters it."""
    if date_debut is None and date_fin is None:
        return EtatPlan.SANS_DATE
    if date_fin is not None and today > date_fin:
        return EtatPlan.TERMINE
    return EtatPlan.A_VENIR if date_debut is not None and today < date_debut else EtatPlan.EN_COURS


def list_contradictions(date_debut: date | None, date_fin: date | None) -> dict[str, str]:
    """What cannot be in the dates of a plan, by field."""
    if date_debut is not None and date_fin is not None and date_fin < date_debut:
        return {"date_fin": f"Il finirait le {date_longue(date_fin)}, avant de commencer le {date_longue(date_debut)}."}
    return {}


def get_jour_alerte(date_fin: date | None, mois: int) -> date | None:
    """From when the end of a plan is announced."""
    return add_mois(date_fin, -mois) if date_fin is not None else None


@dataclass(frozen=True, slots=True)
class LigneOrientation:
    """An orientation of a plan; the number is the one of the plan, or the rank of the line."""

    numero: str
    texte: str


class OrientationsIllisibles(ValueError):
    """A line that cannot be kept; the message says which, and can be shown."""


def parse_orientations(texte: str) -> list[LigneOrientation]:
    """One orientation per line, with its number at the start or without. Raise OrientationsIllisibles."""
    found: dict[str, LigneOrientation] = {}
    for rang, ligne in enumerate(filter(None, (" ".join(row.split()) for row in texte.splitlines())), start=1):
        numero, words = _read_numero(ligne) or (str(rang), ligne)
        if len(words) > MAX_TEXTE_ORIENTATION:
            raise OrientationsIllisibles(
                f"La ligne {rang} fait {len(words)} caractères : {MAX_TEXTE_ORIENTATION} au plus pour une orientation."
            )
        if numero in found:
            raise OrientationsIllisibles(f"Deux orientations portent le numéro {numero} : corrigez l’une des deux.")
        found[numero] = LigneOrientation(numero, words)
    return list(found.values())


def _read_numero(ligne: str) -> tuple[str, str] | None:
    """A single letter followed by words is a word: « A » is a number in « A) Accueillir », not in « A tous »."""
    match = NUMERO.match(ligne)
    if match is None or not (match["mot"] or match["fin"].strip() or any(c.isdigit() for c in match["numero"])):
        return None
    return match["numero"].rstrip("."), match["texte"]


def describe_chevauchement(debut: date | None, fin: date | None, ctg_debut: date, ctg_fin: date, nom_ctg: str) -> str:
    """How a plan stands beside a CTG: « finit 8 mois avant la fin de « CTG 2024-2028 » »."""
    if debut is None or fin is None:
        return ""
    if fin < ctg_debut:
        return f"finit avant « {nom_ctg} »"
    if debut > ctg_fin:
        return f"commence après « {nom_ctg} »"
    if fin == ctg_fin:
        return f"finit le même jour que « {nom_ctg} »"
    ecart = count_ecart(min(fin, ctg_fin), max(fin, ctg_fin))
    said = nombre_accorde(ecart, "mois", "mois") if ecart else "moins d’un mois"
    return f"finit {said} {'avant' if fin < ctg_fin else 'après'} la fin de « {nom_ctg} »"


def count_ecart(premier: date, second: date) -> int:
    """Whole months from one day to a later one."""
    mois = (second.year - premier.year) * MOIS_PAR_AN + second.month - premier.month
    return mois - (1 if second.day < premier.day and add_mois(premier, mois) > second else 0)
