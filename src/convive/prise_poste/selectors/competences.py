"""The self-assessments of a person, as a place reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from convive.espaces.models import Membre
from convive.prise_poste.models import AutoEvaluation
from convive.prise_poste.rules.competences import (
    PAGES,
    Ecart,
    LigneComparee,
    Radar,
    build_radar,
    compare,
    count_reponses,
    list_ecarts,
)
from convive.prise_poste.rules.contenus import FamilleCompetences
from convive.prise_poste.selectors.apprentissages import list_titres
from convive.prise_poste.selectors.contenus import get_grille
from convive.socle.formats import date_longue


@dataclass(frozen=True, slots=True)
class EvaluationLue:
    """With what was answered; `niveaux` and `commentaires` by the key of the competence."""

    evaluation: AutoEvaluation
    niveaux: dict[str, int]
    commentaires: dict[str, str]

    @property
    def nom(self) -> str:
        return date_longue(self.evaluation.date)

    @property
    def reponses(self) -> int:
        return count_reponses(self.niveaux, get_grille())


@dataclass(frozen=True, slots=True)
class EcartLu:
    """A gap, the page of Convive where one practises, the sequences of the course that teach it."""

    ecart: Ecart
    page: str
    libelle_page: str
    sequences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """At most three `moments`, the oldest first. `familles`, with their lines and the levels of each under its date."""

    moments: tuple[str, ...]
    familles: list[tuple[FamilleCompetences, list[tuple[LigneComparee, list[tuple[str, int | None]]]]]]
    radar: Radar | None
    ecarts: tuple[EcartLu, ...]


def get_evaluations(membre: Membre) -> "QuerySet[AutoEvaluation]":
    rows = AutoEvaluation.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    return rows.select_related("compte").prefetch_related("notes")


def get_evaluation(membre: Membre, uuid: UUID) -> EvaluationLue | None:
    """One that this place reads; two queries."""
    row = get_evaluations(membre).filter(pk=uuid).first()
    return _read(membre, row) if row else None


def list_siennes(membre: Membre) -> list[EvaluationLue]:
    """One’s own, the oldest first, the draft at the end; two queries."""
    rows = get_evaluations(membre).filter(compte=membre.compte_id).order_by("date", "created_at", "pk")
    lues = [_read(membre, row) for row in rows]
    return sorted(lues, key=lambda lue: not lue.evaluation.is_terminee)


def list_partagees(membre: Membre) -> list[EvaluationLue]:
    """What others share; two queries."""
    rows = get_evaluations(membre).filter(partage_le__isnull=False).exclude(compte=membre.compte_id)
    return [_read(membre, row) for row in rows.order_by("-date", "pk")]


def build_comparaison(evaluations: Sequence[EvaluationLue], nombre: int = 3) -> Comparaison:
    """From those that are finished, the oldest first."""
    grille = get_grille()
    finies = [lue for lue in evaluations if lue.evaluation.is_terminee]
    # The first one stays: the way that was made is measured from it.
    shown = finies if len(finies) <= nombre else [finies[0], *finies[1 - nombre :]]
    noms, last = [lue.nom for lue in shown], shown[-1] if shown else None
    return Comparaison(
        tuple(noms),
        [
            (famille, [(ligne, list(zip(noms, ligne.niveaux, strict=True))) for ligne in lignes])
            for famille, lignes in compare(grille, [lue.niveaux for lue in shown])
        ],
        build_radar(grille, [(lue.nom, lue.niveaux) for lue in shown]) if shown else None,
        tuple(_locate(ecart) for ecart in list_ecarts(grille, last.niveaux)) if last else (),
    )


def _locate(ecart: Ecart) -> EcartLu:
    page, libelle = PAGES[ecart.item.cle]
    return EcartLu(ecart, page, libelle, list_titres(ecart.item.sequences))


def _read(membre: Membre, evaluation: AutoEvaluation) -> EvaluationLue:
    evaluation.espace = membre.espace
    notes = list(evaluation.notes.all())
    return EvaluationLue(
        evaluation,
        {note.item: note.niveau for note in notes if note.niveau is not None},
        # Levels may be shared; what she wrote beside them stays hers.
        {
            note.item: note.commentaire
            for note in notes
            if note.commentaire and evaluation.compte_id == membre.compte_id
        },
    )
