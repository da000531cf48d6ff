"""The plan as a board: one column for each status, and the moves that each card allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_update_fiches, can_validate_fiches
from convive.plan_action.rules.retard import explain_retard
from convive.plan_action.rules.statuts import SORTIS, VERBES_STATUTS, Statut, list_transitions
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.lignes_plan import list_noms_pilotes, list_noms_thematiques
from convive.plan_action.selectors.plan import DossierPlan

PAR_COLONNE = 10
TOUJOURS = (Statut.A_PREPARER, Statut.VALIDEE, Statut.EN_COURS, Statut.BLOQUEE, Statut.REALISEE)
"""Columns that are there even when they are empty: one can drop a card in them."""


@dataclass(frozen=True, slots=True)
class Carte:
    """`vers` are the moves: the status and the verb that says it; none for whoever only reads."""

    fiche: FicheAction
    retard: str
    vers: tuple[tuple[str, str], ...]
    thematiques: Sequence[str] = ()
    pilotes: Sequence[str] = ()

    @property
    def cibles(self) -> str:
        return " ".join(cle for cle, _ in self.vers)


@dataclass(frozen=True, slots=True)
class Colonne:
    statut: str
    libelle: str
    nombre: int
    cartes: tuple[Carte, ...]

    @property
    def reste(self) -> int:
        return self.nombre - len(self.cartes)


def build_tableau(membre: Membre, dossier: DossierPlan, *, with_sorties: bool = False) -> list[Colonne]:
    """One query to count, one for each column that has something, two for what the cards say besides. `with_sorties`:
    postponed and abandoned too."""
    fiches = list_fiches(membre).filter(ctg=dossier.ctg)
    counts = dict(fiches.order_by().values_list("statut").annotate(nombre=Count("pk")))
    moves = {statut: _list_vers(membre, statut) for statut in Statut}
    columns: list[tuple[Statut, int, list[FicheAction]]] = []
    for statut in Statut:
        nombre = counts.get(statut.value, 0)
        if (statut in SORTIS and not with_sorties) or (not nombre and statut not in TOUJOURS):
            continue
        rows = fiches.filter(statut=statut.value).order_by("ordre", "created_at", "pk")
        lues = rows.only("pk", "code", "titre", "statut", "date_fin", "prochaine_echeance", "retard_le", "meteo_pilote")
        columns.append((statut, nombre, list(lues[:PAR_COLONNE]) if nombre else []))
    pks = [fiche.pk for *_, lues in columns for fiche in lues]
    themes, pilotes, today = list_noms_thematiques(pks), list_noms_pilotes(pks), timezone.localdate()

    def build_carte(fiche: FicheAction, statut: Statut) -> Carte:
        late = explain_retard(fiche.date_fin, fiche.prochaine_echeance, today) if fiche.is_en_retard else ""
        return Carte(fiche, late, moves[statut], themes.get(fiche.pk, ()), pilotes.get(fiche.pk, ()))

    return [
        Colonne(statut.value, statut.libelle, nombre, tuple(build_carte(fiche, statut) for fiche in lues))
        for statut, nombre, lues in columns
    ]


def _list_vers(membre: Membre, statut: Statut) -> tuple[tuple[str, str], ...]:
    if not can_update_fiches(membre):
        return ()
    return tuple(
        (row.vers.value, VERBES_STATUTS[row.vers])
        for row in list_transitions(statut)
        if can_validate_fiches(membre) or not row.instance_decide
    )
