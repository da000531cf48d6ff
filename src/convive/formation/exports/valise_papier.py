"""The papers of a valise that are not documents of their own: the booklet, the keys, the room, the first page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from convive.documents.exports.page import Cadre, build_texte
from convive.documents.rules import DocumentHtml
from convive.formation.exports.plan_salle import PLAN_SALLE, draw_plan_salle
from convive.formation.rules.ateliers import Cas
from convive.formation.rules.valise import Effectif, Fourniture
from convive.formation.selectors.adresses import get_adresses
from convive.formation.selectors.valise import TERRITOIRE, ValiseLue, get_consignes
from convive.socle.formats import duree_minutes
from convive.ui.glossaire import get_glossaire

LIGNES_NOTES = "\u00a0" * 60 + "\n" * 6
"""The room left to write by hand."""


@dataclass(frozen=True, slots=True)
class Papier:
    """A file of the valise, as its first page lists it: `quand` it serves, and how many copies each group needs."""

    nom: str
    quand: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantite:
    fourniture: Fourniture
    nombre: int


def build_livret(cadre: Cadre, valise: ValiseLue) -> DocumentHtml:
    """What a stagiaire keeps: what she will be able to do, each input with its sources, room for notes. No instruction
    to the trainer is in it."""
    contexte = {"valise": valise, "vide": LIGNES_NOTES, "ligne": "." * 60, "sigles": list(get_glossaire().values())}
    return build_texte(cadre, "Livret du stagiaire", "formation/types/valise_livret.html", contexte)


def build_cles(cadre: Cadre, valise: ValiseLue) -> DocumentHtml:
    """For each case: its trap, what is expected, how to come back on it. For each play: what to watch, what to ask. For
    each activity with cards: their key."""
    contexte = {"cas": valise.cas_donnes, "jeux": valise.jeux, "materiels": valise.materiels}
    return build_texte(cadre, "Clés et débriefings", "formation/types/valise_cles.html", contexte)


def build_territoire(cadre: Cadre, cas: Cas) -> DocumentHtml:
    """The figures, services and words of an invented territory, for the activities that otherwise open a page."""
    contexte = {"cas": cas, "documents": [row for row in cas.documents if row.cle in TERRITOIRE]}
    return build_texte(cadre, "Le territoire sur papier", "formation/types/valise_territoire.html", contexte)


def build_salle(cadre: Cadre, effectif: Effectif, enveloppes: int) -> DocumentHtml:
    """The plan of the room, what to bring in what number, and what to do when something is missing. `enveloppes`: one
    for each set of cards to cut out."""
    consignes = get_consignes()
    quantites = [Quantite(row, effectif.count(row.unite)) for row in consignes.fournitures]
    contexte = {
        "effectif": effectif,
        "quantites": quantites,
        "enveloppes": enveloppes,
        "consignes": consignes,
        "plan": PLAN_SALLE,
    }
    document = build_texte(cadre, "Salle et matériel", "formation/types/valise_salle.html", contexte)
    return replace(document, images={PLAN_SALLE: draw_plan_salle(effectif.groupes)})


def build_adresses(cadre: Cadre) -> DocumentHtml:
    """The official addresses that the contents cite, to be opened one by one before a session."""
    return build_texte(cadre, "Adresses officielles", "formation/types/valise_adresses.html", {"liste": get_adresses()})


def build_lisez_moi(
    cadre: Cadre, valise: ValiseLue, papiers: Sequence[Papier], groupes: Sequence[Effectif], lecture: int
) -> DocumentHtml:
    """What is in the valise, when each file serves, how many copies to print. `lecture`: the minutes that it takes to
    read the schedule."""
    demi_journees = [
        (demi, duree_minutes(sum(lue.sequence.minutes for lue in demi.sequences))) for demi in valise.demi_journees
    ]
    contexte = {
        "valise": valise,
        "papiers": papiers,
        "demi_journees": demi_journees,
        "groupes": groupes,
        "consignes": get_consignes(),
        "lecture": lecture,
    }
    return build_texte(cadre, "Lisez-moi", "formation/types/valise_lisez_moi.html", contexte)
