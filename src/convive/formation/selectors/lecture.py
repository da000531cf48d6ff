"""The critical reading of one stagiaire, and the anonymous results of the room."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from convive.formation.models import Atelier, Inscription, ProjetApporte, ReponseAtelier
from convive.formation.rules.lecture import (
    MIN_LECTEURS,
    PROJETS,
    SIEN,
    Critere,
    Note,
    Partie,
    Projet,
    compute_total,
    name_note,
)
from convive.formation.selectors.ateliers_contenus import get_grille_lecture, get_projets


@dataclass(frozen=True, slots=True)
class NoteLue:
    critere: Critere
    niveau: int | None
    nom: str
    texte: str


@dataclass(frozen=True, slots=True)
class ProjetLu:
    """A project with the marks of one reader. `niveau` is empty until the debrief."""

    cle: str
    titre: str
    territoire: str
    niveau: str
    parties: tuple[Partie, ...]
    notes: tuple[NoteLue, ...]

    @property
    def total(self) -> tuple[int, int]:
        return compute_total(note.niveau for note in self.notes)

    @property
    def nombre_notes(self) -> int:
        return sum(1 for note in self.notes if note.niveau is not None)


@dataclass(frozen=True, slots=True)
class LigneGrille:
    """One criterion across the projects, in their order."""

    critere: Critere
    notes: tuple[NoteLue, ...]


@dataclass(frozen=True, slots=True)
class LectureLue:
    """`projets` are the three projects, then her own if she brought one."""

    projets: tuple[ProjetLu, ...]
    echelle: tuple[Note, ...]
    has_sien: bool

    @property
    def lignes(self) -> tuple[LigneGrille, ...]:
        criteres = get_grille_lecture().criteres
        return tuple(
            LigneGrille(critere, tuple(projet.notes[rang] for projet in self.projets))
            for rang, critere in enumerate(criteres)
        )

    def get_projet(self, cle: str) -> ProjetLu | None:
        return next((projet for projet in self.projets if projet.cle == cle), None)


@dataclass(frozen=True, slots=True)
class NotesSalle:
    """The results of the room for one project: for each criterion, how many people gave each mark, 0 to 3. `lecteurs`
    is how many gave at least one mark; `repartitions` is empty if they are fewer than MIN_LECTEURS."""

    titre: str
    lecteurs: int
    repartitions: tuple[tuple[Critere, tuple[int, ...]], ...]


def read_lecture(inscription: Inscription, atelier: Atelier) -> LectureLue:
    rows = ReponseAtelier.objects.filter(atelier=atelier, inscription=inscription)
    reponses = {row.champ: row for row in rows}
    sien = ProjetApporte.objects.filter(atelier=atelier, inscription=inscription).first()
    projets = [
        _read_projet(projet, reponses, is_retour=atelier.retour_le is not None) for projet in get_projets().values()
    ]
    if sien is not None:
        parties = tuple(Partie("", bloc) for bloc in sien.texte.split("\n") if bloc.strip())
        apporte = Projet(SIEN, sien.titre, "", "", parties)
        projets.append(_read_projet(apporte, reponses, is_retour=False))
    return LectureLue(tuple(projets), get_grille_lecture().echelle, sien is not None)


def read_salle(atelier: Atelier) -> tuple[NotesSalle, ...]:
    """The anonymous results of the room, with none for a project that fewer than MIN_LECTEURS people marked."""
    notes: dict[str, Counter[int]] = {}
    lecteurs: dict[str, set[object]] = {}
    rows = ReponseAtelier.objects.filter(atelier=atelier, inscription__isnull=False, niveau__isnull=False)
    for champ, niveau, qui in rows.values_list("champ", "niveau", "inscription"):
        notes.setdefault(champ, Counter())[niveau or 0] += 1
        lecteurs.setdefault(champ.partition("-")[0], set()).add(qui)
    criteres, echelle = get_grille_lecture().criteres, get_grille_lecture().echelle
    return tuple(
        NotesSalle(
            projet.titre,
            len(lecteurs.get(cle, ())),
            tuple(
                (critere, tuple(notes.get(name_note(cle, critere.cle), Counter())[note.note] for note in echelle))
                for critere in criteres
            )
            if len(lecteurs.get(cle, ())) >= MIN_LECTEURS
            else (),
        )
        for cle, projet in ((cle, get_projets()[cle]) for cle in PROJETS)
    )


def _read_projet(projet: Projet, reponses: Mapping[str, ReponseAtelier], *, is_retour: bool) -> ProjetLu:
    noms = {note.note: note.nom for note in get_grille_lecture().echelle}
    notes = []
    for critere in get_grille_lecture().criteres:
        row = reponses.get(name_note(projet.cle, critere.cle))
        niveau = row.niveau if row else None
        notes.append(NoteLue(critere, niveau, noms[niveau] if niveau is not None else "", row.texte if row else ""))
    niveau_projet = projet.niveau if is_retour else ""
    return ProjetLu(projet.cle, projet.titre, projet.territoire, niveau_projet, projet.parties, tuple(notes))
