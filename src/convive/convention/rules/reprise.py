"""What a CTG takes from the one before it: choices, and what each of them asks. Pure Python; today is an argument."""

from datetime import date
from zlib import crc32

from convive.convention.rules.ctg import MOIS_PAR_AN, add_mois
from convive.socle.enums import EnumLibelle

MAX_MOTIF = 1_000


class Choix(EnumLibelle):
    """What becomes of a thing of the CTG that ends; `NOUVEAU` is said of one that comes from nothing."""

    RECONDUIT = "reconduit", "Reconduit"
    MODIFIE = "modifie", "Modifié"
    ARRETE = "arrete", "Arrêté"
    NOUVEAU = "nouveau", "Nouveau"


A_DECIDER = ""
"""The absence of a choice, as a form sends it."""
DECISIONS = (Choix.RECONDUIT, Choix.MODIFIE, Choix.ARRETE)
REPRIS = (Choix.RECONDUIT, Choix.MODIFIE)
AVEC_MOTIF = (Choix.MODIFIE, Choix.ARRETE)


class Filtre(EnumLibelle):
    """What the page shows."""

    TOUS = "tous", "Tous"
    A_DECIDER = "a_decider", "À décider"
    RECONDUIT = "reconduit", "Gardés"
    MODIFIE = "modifie", "Modifiés"
    ARRETE = "arrete", "Arrêtés"
    A_REPORTER = "a_reporter", "Décidés, à inscrire"


def explain_motif(choix: str, motif: str) -> str:
    """Why a choice cannot be recorded as it is; empty when it can."""
    if choix in AVEC_MOTIF and not motif:
        mots = "ce qui change" if choix == Choix.MODIFIE else "pourquoi on arrête"
        return f"Indiquez {mots} : on le cherchera dans cinq ans."
    return ""


def compute_empreinte(choix: str, motif: str) -> str:
    """What a page showed when it was opened, in a few characters: it tells what someone changed in it since."""
    return f"{crc32(f'{choix}\n{motif}'.encode()):08x}"


def propose_date(day: date | None, debut: date, nouveau_debut: date, today: date) -> date | None:
    """The same day counted from the start of the next CTG; None once it is past, or when there was none."""
    if day is None:
        return None
    mois = (nouveau_debut.year - debut.year) * MOIS_PAR_AN + nouveau_debut.month - debut.month
    proposed = add_mois(day, mois)
    return proposed if proposed >= today else None
