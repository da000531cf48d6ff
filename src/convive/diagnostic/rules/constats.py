"""Figures that a constat keeps as they were read, and what its evidence says of it. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from convive.socle.enums import EnumLibelle
from convive.socle.formats import nombre, nombre_accorde

MAX_PREUVES = 12
# Two minutes on a phone.
MAX_DEMANDE = 8
MIN_FAVORABLES = 2
"""One opinion is that of one person: from two, without any other, a constat is shared."""


@dataclass(frozen=True, slots=True)
class FigureFigee:
    """A value with its pedigree. `indicateur` is empty for one that was typed; `valeur` None with a `statut` that says
    why."""

    libelle: str
    valeur: float | None
    unite: str
    millesime: str
    source: str
    indicateur: str = ""
    decimales: int = 0
    statut: str = "valeur"
    limite: str = ""
    territoire: str = ""

    @property
    def affichage(self) -> str:
        """« 26 641 habitants (2023) »."""
        shown = "" if self.valeur is None else nombre(self.valeur, self.decimales)
        return f"{shown} {self.unite} ({self.millesime})"

    def get_valeurs(self) -> dict[str, object]:
        return asdict(self)


class Accord(EnumLibelle):
    """Where the partners stand on a constat, from what they answered."""

    SANS_AVIS = "sans_avis", "Personne ne s’est prononcé"
    FAVORABLE = "favorable", "Un avis favorable"
    PARTAGE = "partage", "Constat partagé"
    DISCUTE = "discute", "Avis contraires"
    A_VERIFIER = "a_verifier", "À vérifier"


def compute_accord(sens: Iterable[str]) -> Accord:
    """A single disagreement is kept in sight: a majority does not make a fact."""
    counts = Counter(sens)
    if not counts:
        return Accord.SANS_AVIS
    if counts["desaccord"]:
        return Accord.DISCUTE
    if counts["a_verifier"]:
        return Accord.A_VERIFIER
    return Accord.PARTAGE if counts["accord"] >= MIN_FAVORABLES else Accord.FAVORABLE


def build_phrase_avis(sens: Sequence[str]) -> str:
    """« 3 d’accord, 1 pas d’accord, 2 à vérifier »; nothing for those that nobody gave."""
    counts = Counter(sens)
    mots = (("accord", "d’accord"), ("desaccord", "pas d’accord"), ("a_verifier", "à vérifier"))
    return ", ".join(nombre_accorde(counts[cle], mot, mot) for cle, mot in mots if counts[cle])


def build_detail_accord(sens: Sequence[str]) -> str:
    """What follows where the partners stand; nothing when the label says it all."""
    accord, total = compute_accord(sens), len(sens)
    if accord in (Accord.SANS_AVIS, Accord.FAVORABLE):
        return ""
    if accord is Accord.PARTAGE:
        return nombre_accorde(total, "avis favorable", "avis favorables")
    if accord is Accord.A_VERIFIER:
        demandes = Counter(sens)["a_verifier"]
        avis = nombre_accorde(demandes, "avis", "avis")
        return f"{avis}{f' sur {total}' if demandes < total else ''} le {'demande' if demandes < 2 else 'demandent'}"
    return build_phrase_avis(sens)


def build_suite_avis(donnes: int, total: int) -> str:
    """What is left to whoever answered some of a list."""
    if donnes >= total:
        return "Les constats de la liste ont tous votre avis. Vous pouvez fermer cette page."
    reste = nombre_accorde(total - donnes, "constat")
    return f"Il reste {reste} sans votre avis : ce lien vous attend."


def list_manques(*, natures: Iterable[str], has_thematique: bool, is_partage: bool) -> list[str]:
    """What would make a constat stronger, the most useful first; nothing forbids to leave it so."""
    present = set(natures)
    manques = []
    if not present:
        manques.append("Aucune preuve : un constat sans preuve reste une opinion.")
    elif "donnee" not in present:
        manques.append("Aucun chiffre : un ordre de grandeur daté aide à peser le constat.")
    elif "parole" not in present:
        manques.append("Aucune parole\u00a0: que disent les personnes concernées\u00a0?")
    if not has_thematique:
        manques.append("Aucune thématique : il ne viendra dans aucun chapitre du diagnostic.")
    if present and not is_partage:
        manques.append("Pas encore partagé : les partenaires ne peuvent pas se prononcer.")
    return manques
