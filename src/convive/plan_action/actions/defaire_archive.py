"""Undo the taking up of an archive: the plan that it brought goes, except what someone touched since."""

from collections.abc import Iterable
from typing import Any

from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg
from convive.documents.models import PieceJointe
from convive.echanges.models import Suivi
from convive.plan_action.actions.defaire_import import Propres
from convive.plan_action.models import (
    EcritImportPlan,
    FicheAction,
    ImportPlan,
    IndicateurFiche,
    LienFiches,
    NiveauPlan,
    NoeudPlan,
    ValeurIndicateurFiche,
)
from convive.plan_action.selectors.archive import DES_FICHES

CHAMPS_NIVEAU = ("rang", "nom_singulier", "nom_pluriel", "numerotation")
ARCHIVE = Propres(
    {
        **dict.fromkeys((*DES_FICHES, IndicateurFiche), "fiche"),
        ValeurIndicateurFiche: "indicateur__fiche",
        LienFiches: "de",
        # A document is attached by a reference: where it hangs is no key.
        PieceJointe: "objet_uuid",
    },
    (
        *(field.remote_field.through for field in FicheAction._meta.many_to_many),
        *(field.remote_field.through for field in NoeudPlan._meta.many_to_many),
    ),
    # Whoever creates a card follows it from then on.
    (Suivi,),
)
"""All that an archive carries under its actions; links that someone added since leave no date, and go with them."""
CLES: dict[Any, str] = {
    FicheAction: "fiche_action",
    NoeudPlan: "noeud_plan",
    NiveauPlan: "niveau_plan",
    Personne: "personne",
    Organisation: "organisation",
}


def build_ecrits(fichier: ImportPlan, objets: Iterable[Any]) -> list[EcritImportPlan]:
    """What was created, with its version: one that grew says that someone wrote."""
    return [
        EcritImportPlan(
            fichier=fichier,
            objet_type=CLES[type(objet)],
            objet_uuid=objet.pk,
            is_creation=True,
            apres={"version": objet.version} if hasattr(objet, "version") else {},
        )
        for objet in objets
    ]


def dump_niveaux(ctg: Ctg) -> list[dict[str, Any]]:
    """The levels that the plan had before any element, which an archive replaces."""
    return list(NiveauPlan.objects.filter(ctg=ctg).order_by("rang").values(*CHAMPS_NIVEAU))


def restore_niveaux(ctg: Ctg, niveaux: Iterable[dict[str, Any]]) -> None:
    """Unless some are there: elements that stay hold theirs."""
    if not NiveauPlan.objects.filter(ctg=ctg).exists():
        NiveauPlan.objects.bulk_create([NiveauPlan(ctg=ctg, **champs) for champs in niveaux])
