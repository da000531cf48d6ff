"""The slides of a course, one set for each demi-journée: its times, what is asked of the room, what to remember."""

from collections.abc import Iterator
from itertools import batched

from django.template.defaultfilters import time as format_heure

from convive.documents.exports.page import Cadre, build_metadonnees
from convive.documents.rules import Diaporama, Diapositive, Encadre, Grille, Points
from convive.documents.rules.diaporama import (
    CARACTERES_POINT,
    CARACTERES_SURTITRE,
    CARACTERES_TITRE,
    DIAPOSITIVES,
    number_diapositives,
    split_lignes,
)
from convive.formation.rules.cours import Apport
from convive.formation.rules.deroule import TempsDate
from convive.formation.rules.valise import list_phrases, split_phrases
from convive.formation.selectors.deroule import HEURE, DemiJourneeDeroulee, SequenceLue
from convive.formation.selectors.valise import list_idees
from convive.socle.formats import cut, duree_minutes

POINTS_CONSIGNE, POINTS_APPORT = 5, 4
"""What a room reads without ceasing to listen: the rest is in the notes, and in the booklet."""
SUITE = "La suite est dans le livret."
COLONNES = ("Heure", "Temps", "Durée")


def build_diapositives(cadre: Cadre, titre: str, demi: DemiJourneeDeroulee) -> Diaporama:
    """The slides of one demi-journée. What the trainer says, the whole of each input and its sources are the notes."""
    pages = [*_list_horaires(demi), *(page for lue in demi.sequences for page in _list_sequence(lue))]
    return Diaporama(
        cut(demi.titre, CARACTERES_TITRE),
        " · ".join(filter(None, (titre, cadre.nom, cadre.fictif))),
        number_diapositives(pages)[:DIAPOSITIVES],
        build_metadonnees(cadre, f"{titre}\u00a0: {demi.titre}"),
    )


def _list_horaires(demi: DemiJourneeDeroulee) -> Iterator[Diapositive]:
    lignes = [
        (_say_heure(row), row.temps.titre, duree_minutes(row.temps.minutes))
        for lue in demi.sequences
        for row in lue.temps
    ]
    for lot in split_lignes(COLONNES, lignes):
        yield Diapositive("Ce que nous allons faire", Grille(COLONNES, lot), demi.phrase)


def _list_sequence(lue: SequenceLue) -> Iterator[Diapositive]:
    """A séquence begins with what one will be able to do; its inputs come before its first step that has something to
    say, or at its head."""
    objectifs = [texte for texte in lue.sequence.capacites if len(texte) <= CARACTERES_POINT]
    notes = "\n\n".join(lue.sequence.notes_formateur)
    if objectifs:
        yield Diapositive(lue.sequence.titre, Points(objectifs[:POINTS_CONSIGNE]), notes, "À la fin, vous saurez")
    rang = next((rang for rang, row in enumerate(lue.temps) if "apport" in row.temps.methode), 0)
    for place, row in enumerate(lue.temps):
        yield from _list_temps(row)
        if place == rang:
            for apport in lue.apports:
                yield from _list_apport(apport)


def _list_temps(row: TempsDate) -> Iterator[Diapositive]:
    consigne = row.temps.consigne
    dites = list_phrases(row.temps.projete, nombre=len(consigne), lettres=CARACTERES_POINT)
    surtitre = " · ".join(filter(None, (_say_heure(row), duree_minutes(row.temps.minutes), row.temps.methode)))
    for lot in batched(dites or [row.temps.titre], POINTS_CONSIGNE):
        yield Diapositive(row.temps.titre, Points(lot), consigne, cut(surtitre, CARACTERES_SURTITRE))


def _list_apport(apport: Apport) -> Iterator[Diapositive]:
    """What to keep of an input: its key ideas, else its first sentences. The whole is in the notes and the booklet."""
    idees = list_idees(apport)
    phrases = idees or list_phrases(apport.texte, nombre=POINTS_APPORT, lettres=CARACTERES_POINT)
    notes = "\n\n".join([apport.texte.strip(), *apport.sources])
    reste = bool(idees) or len(split_phrases(apport.texte)) > len(phrases)
    textes = list(dict.fromkeys(site for _, site in apport.sites))[:2] + [SUITE] * reste
    encadre = Encadre(apport.libelle_statut, textes) if textes else None
    yield Diapositive(apport.titre, Points(phrases or [apport.titre]), notes, "À retenir", encadre)


def _say_heure(row: TempsDate) -> str:
    return format_heure(row.heure, HEURE)
