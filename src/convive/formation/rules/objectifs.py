"""Where each objective of a programme is taught, practised, measured and kept, from its séquences. Pure Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from convive.formation.rules.cours import PAGES, is_pause
from convive.socle.formats import duree_minutes, liste_fr, nombre_accorde

OBSERVER = "À observer pour "
"""How the note that measures an objective begins; its key follows."""
LUNDI = "lundi"


class SequenceVisee(Protocol):
    """What is read of a séquence. Its lists have the shape that `rules.sequence` describes."""

    cle: str
    titre: str
    outil: str
    objectifs: Any
    pages: Any
    notes_formateur: Any
    deroule: Any
    apports: Any


class ObjectifVise(Protocol):
    @property
    def cle(self) -> str: ...
    @property
    def verbe(self) -> str: ...
    @property
    def texte(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Etape:
    """One of the four things that an objective must have; `vide` says how to fill it when it is empty."""

    nom: str
    lignes: tuple[str, ...]
    vide: str

    @property
    def is_vide(self) -> bool:
        return not self.lignes


@dataclass(frozen=True, slots=True)
class ObjectifTravaille:
    objectif: ObjectifVise
    etapes: tuple[Etape, ...]

    @property
    def manques(self) -> list[str]:
        """The names of what is empty, in order."""
        return [etape.nom.lower() for etape in self.etapes if etape.is_vide]


def read_objectifs_travailles(
    objectifs: Iterable[ObjectifVise],
    sequences: Sequence[SequenceVisee],
    outils: Mapping[str, str],
    questions: Iterable[tuple[str, str]] = (),
) -> list[ObjectifTravaille]:
    """Each objective with its four steps, in order. `outils` are key → title, `questions` the (objective, séquence) of
    each question of the bank: only those of a séquence that is there count."""
    # The second copy of « S7 » in a programme is « S7_2 ».
    cles = {row.cle.partition("_")[0] for row in sequences}
    posees = [objectif for objectif, sequence in questions if sequence in cles]
    return [
        ObjectifTravaille(
            objectif,
            _list_etapes(
                objectif.cle,
                [row for row in sequences if objectif.cle in row.objectifs],
                outils,
                posees.count(objectif.cle),
            ),
        )
        for objectif in objectifs
    ]


def say_manques(travailles: Iterable[ObjectifTravaille]) -> str:
    """« O2 : mesuré, gardé ; O5 : enseigné », empty when nothing is missing."""
    return "\u00a0; ".join(f"{row.objectif.cle}\u00a0: {liste_fr(row.manques)}" for row in travailles if row.manques)


def list_moments(cle: str, sequences: Iterable[SequenceVisee]) -> list[tuple[str, str]]:
    """The (séquence, what to watch there) of an objective, as its notes say."""
    debut = f"{OBSERVER}{cle}"
    return [
        (row.titre, _capitalise(note.removeprefix(debut).strip(" \u00a0:.")))
        for row in sequences
        for note in row.notes_formateur
        if note.startswith(debut)
    ]


def _list_etapes(
    cle: str, siennes: Sequence[SequenceVisee], outils: Mapping[str, str], questions: int
) -> tuple[Etape, ...]:
    enseigne = [f"{apport['titre']} («\u00a0{row.titre}\u00a0»)" for row in siennes for apport in row.apports]
    exerce = [ligne for row in siennes if (ligne := _say_activites(row))]
    mesure = [dit for _, dit in list_moments(cle, siennes)]
    if questions:
        mesure.append(f"Test de fin\u00a0: {nombre_accorde(questions, 'question')} dans la banque")
    return (
        Etape("Enseigné", tuple(enseigne), "Aucun apport dans les séquences qui le visent."),
        Etape("Exercé", tuple(exerce), "Aucune activité dans les séquences qui le visent."),
        Etape(
            "Mesuré",
            tuple(mesure),
            f"Rien ne le mesure\u00a0: écrivez dans une de ses séquences une note"
            f" «\u00a0{OBSERVER}{cle}\u00a0: …\u00a0».",
        ),
        Etape(
            "Gardé",
            tuple(_list_gardes(siennes, outils)),
            "Ni outil rempli, ni page de Convive, ni temps pour écrire ce que l’on fera lundi.",
        ),
    )


def _capitalise(phrase: str) -> str:
    """Only the first letter: « CTG » stays."""
    return phrase[:1].upper() + phrase[1:]


def _say_activites(sequence: SequenceVisee) -> str:
    """« Écrire une fiche (2 activités, 55 min) », inputs and breaks apart; empty if there is none."""
    temps = [row for row in sequence.deroule if not is_pause(row["titre"]) and "apport" not in row["methode"].lower()]
    minutes = sum(int(row["minutes"]) for row in temps)
    if not minutes:
        return ""
    return f"{sequence.titre} ({nombre_accorde(len(temps), 'activité')}, {duree_minutes(minutes)})"


def _list_gardes(siennes: Sequence[SequenceVisee], outils: Mapping[str, str]) -> Iterable[str]:
    remplis = dict.fromkeys(outils[row.outil] for row in siennes if row.outil in outils)
    pages = dict.fromkeys(PAGES[page] for row in siennes for page in row.pages if page in PAGES)
    if remplis:
        yield f"Outils gardés\u00a0: {', '.join(remplis)}"
    if pages:
        yield f"Dans Convive\u00a0: {', '.join(pages)}"
    for row in siennes:
        for temps in row.deroule:
            if LUNDI in f"{temps['titre']} {temps['consigne']}".lower():
                yield f"Lundi\u00a0: {temps['titre']}"
