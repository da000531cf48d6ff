"""Start an action from another one of the same plan: what it is goes on, what happened to it does not."""

from dataclasses import dataclass

from django.db import transaction

from convive.comptes.models import Compte
from convive.plan_action.actions.arbre import create_fiche
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.report import COPIES, LIENS, copy_lignes
from convive.plan_action.models import EtapeFiche, FicheAction, LigneBudget, LigneSppe, NoeudPlan, RisqueFiche


@dataclass(frozen=True, slots=True)
class SaisieCopie:
    """`etapes`, `risques` and `budget` are what one asks beside the texts, the people and the links."""

    titre: str
    noeud: NoeudPlan | None
    etapes: bool = False
    risques: bool = False
    budget: bool = False


@transaction.atomic
def create_copie(*, by: Compte, fiche: FicheAction, saisie: SaisieCopie) -> FicheAction:
    """A new action, to prepare, with the next number of its place. Neither status, nor dates, nor notes, météos,
    values, documents: its steps are without a day, its money is neither confirmed nor spent.

    Raise PlanRefuse as the creation of an action does.
    """
    themes = fiche.thematiques.values_list("pk", flat=True)
    copie = create_fiche(by=by, ctg=fiche.ctg, titre=saisie.titre, noeud=saisie.noeud, thematiques=themes)
    for champ in COPIES:
        setattr(copie, champ, getattr(fiche, champ))
    copie.save()
    for lien in LIENS:
        getattr(copie, lien).set(getattr(fiche, lien).all())
    copy_lignes(fiche, copie)
    LigneSppe.objects.bulk_create(
        LigneSppe(fiche=copie, item=row.item) for row in LigneSppe.objects.filter(fiche=fiche)
    )
    _copy_choisis(fiche, copie, saisie)
    update_calculs([copie.pk])
    return copie


def _copy_choisis(fiche: FicheAction, copie: FicheAction, saisie: SaisieCopie) -> None:
    if saisie.etapes:
        EtapeFiche.objects.bulk_create(
            EtapeFiche(
                fiche=copie,
                libelle=row.libelle,
                ordre=row.ordre,
                responsable_id=row.responsable_id,
                responsable_texte=row.responsable_texte,
            )
            for row in EtapeFiche.objects.filter(fiche=fiche)
        )
    if saisie.risques:
        RisqueFiche.objects.bulk_create(
            RisqueFiche(fiche=copie, libelle=row.libelle, gravite=row.gravite, parade=row.parade)
            for row in RisqueFiche.objects.filter(fiche=fiche)
        )
    if saisie.budget:
        LigneBudget.objects.bulk_create(
            LigneBudget(
                fiche=copie,
                annee=row.annee,
                sens=row.sens,
                nature=row.nature,
                financeur_id=row.financeur_id,
                financeur_texte=row.financeur_texte,
                commune=row.commune,
                montant_prevu=row.montant_prevu,
            )
            for row in LigneBudget.objects.filter(fiche=fiche)
        )
