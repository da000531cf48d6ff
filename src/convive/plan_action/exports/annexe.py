"""Annexe 3 of the convention: the plan d’actions, and what each signatory brings to it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from convive.convention.models import Ctg, Signataire
from convive.documents.emplacements import Apport, emplacements
from convive.documents.rules.blocs import Element, Tableau
from convive.espaces.models import Membre
from convive.plan_action.exports.plan_budget import write_montant
from convive.plan_action.exports.plan_lu import PlanLu, build_resume, list_lignes_budget, read_plan_lu
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.rules.budget import ZERO
from convive.plan_action.rules.budget_plan import sum_moyens
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.socle.formats import date_longue, nombre_accorde
from convive.socle.texte import Bloc, NatureBloc

EMPLACEMENT_ANNEXE = "convention.annexe_3"
ENTETES_MOYENS = ("Organisation", "Actions portées", "Partenaire de", "Confirmé, €", "Espéré, €")


def build_blocs_annexe_3(membre: Membre, objet: Any) -> Sequence[Element]:
    """What is shared and complete in the plan of this CTG, as this place reads it; nothing when there is none."""
    if not isinstance(objet, Ctg):
        return ()
    dossier = get_dossier_plan(membre, timezone.localdate(), objet.pk)
    if dossier is None:
        return ()
    plan = read_plan_lu(membre, dossier)
    return tuple(_list_elements(plan)) if plan.fiches else ()


def _list_elements(plan: PlanLu) -> Iterator[Element]:
    combien = nombre_accorde(len(plan.fiches), "action")
    jour = date_longue(timezone.localdate())
    yield _say(
        f"{combien} au {jour}. Les actions en préparation, internes ou incomplètes n’y figurent pas. Un montant "
        "confirmé est signé ; « nd » : non renseigné, ce qui n’est pas zéro."
    )
    for axe in plan.axes:
        if axe.groupes:
            yield Bloc(NatureBloc.TITRE, (axe.libelle,))
        for groupe in axe.groupes:
            if groupe.libelle != axe.libelle:
                yield Bloc(NatureBloc.SOUS_TITRE, (groupe.libelle,))
            yield build_resume(groupe)
    if moyens := _build_moyens(plan):
        yield Bloc(NatureBloc.TITRE, ("Les moyens de chacun",))
        yield moyens


def _say(phrase: str) -> Bloc:
    return Bloc(NatureBloc.PARAGRAPHE, (phrase,))


def _build_moyens(plan: PlanLu) -> Tableau | None:
    """The signatories first, in their order, then whoever carries or pays; None when nobody does."""
    portees = Counter(fiche.organisation_porteuse.nom for fiche in plan.fiches if fiche.organisation_porteuse)
    partenaires = Counter(row.organisation.nom for fiche in plan.fiches for row in fiche.partenaires.all())
    sommes = sum_moyens(list_lignes_budget(plan.axes))
    signataires = Signataire.objects.filter(ctg=plan.dossier.ctg, date_sortie=None).select_related("organisation")
    noms = list(dict.fromkeys(row.organisation.nom for row in signataires))
    noms += sorted({*portees, *sommes} - set(noms), key=str.casefold)
    rows = []
    for nom in noms:
        confirme, espere = sommes.get(nom, (ZERO, ZERO))
        rows.append(
            (nom, str(portees[nom]), str(partenaires[nom]), write_montant(confirme), write_montant(espere)),
        )
    return Tableau("Ce que chacun porte et finance", ENTETES_MOYENS, tuple(rows), (1, 2, 3, 4)) if rows else None


def record_annexe() -> None:
    emplacements.record_apport(Apport("plan_annexe_3", EMPLACEMENT_ANNEXE, 10, can_list_plan, build_blocs_annexe_3))
