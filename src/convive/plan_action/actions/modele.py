"""Start an action from a model of the library."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.actions.trace import record
from convive.espaces.models import Thematique
from convive.espaces.rules import Limites
from convive.journal.models import Geste
from convive.plan_action.actions.arbre import propose_place
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import lock_plan
from convive.plan_action.models import EtapeFiche, FicheAction, IndicateurFiche, NoeudPlan, RisqueFiche
from convive.plan_action.rules.modeles import Modele, build_description, compute_echeance
from convive.plan_action.rules.plan import PlanRefuse
from convive.socle.noms import fold_nom


@dataclass(frozen=True, slots=True)
class SaisieModele:
    """Where the action goes (no node: nobody has chosen yet), when it begins, what it takes of the model."""

    noeud: UUID | None
    date_debut: date
    etapes: bool = True
    indicateurs: bool = True
    risques: bool = True


@transaction.atomic
def create_fiche_modele(*, by: Compte, ctg: Ctg, modele: Modele, saisie: SaisieModele, limites: Limites) -> FicheAction:
    """An action in preparation, with the texts of the model and its steps dated from the day it begins.

    Raise PlanRefuse for a node that has gone, for a model that is out of the limits of the place.
    """
    lock_plan(ctg)
    noeud = NoeudPlan.objects.filter(ctg=ctg, pk=saisie.noeud).first() if saisie.noeud else None
    if saisie.noeud and noeud is None:
        raise PlanRefuse("Cette place dans le plan n’existe plus : choisissez-en une autre.")
    thematiques = _list_thematiques(ctg, modele, limites)
    code, ordre = propose_place(ctg, noeud)
    fiche = FicheAction(
        espace=ctg.espace,
        ctg=ctg,
        noeud=noeud,
        code=code,
        ordre=ordre,
        titre=modele.titre,
        constat_texte=f"À remplacer par ce que vous avez constaté ici. {modele.pourquoi}",
        objectifs_operationnels="\n".join(modele.objectifs),
        description=build_description(modele),
        resultats_attendus=modele.resultats,
        publics=list(modele.publics),
        communes=sorted(limites.communes),
        niveau_participation=modele.participation,
        moyens_humains=modele.moyens,
        date_debut=saisie.date_debut,
        date_fin=compute_echeance(saisie.date_debut, modele.duree_mois),
        recurrence=modele.recurrence,
        created_by=by,
        updated_by=by,
    )
    fiche.save()
    fiche.thematiques.set(thematiques)
    _create_rows(fiche, modele, saisie)
    update_calculs([fiche.pk])
    record(by, Geste.CREER, fiche, ctg.espace, modele=modele.cle)
    return fiche


def _list_thematiques(ctg: Ctg, modele: Modele, limites: Limites) -> list[Thematique]:
    """Those of the espace that bear the names of the model."""
    noms = {fold_nom(nom) for nom in modele.thematiques}
    actives = Thematique.objects.actives().filter(espace=ctg.espace_id)
    thematiques = [thematique for thematique in actives if fold_nom(thematique.nom) in noms]
    if limites.thematiques and noms and not limites.thematiques & {thematique.pk for thematique in thematiques}:
        raise PlanRefuse("Ce modèle n’est pas de vos thématiques : demandez à l’équipe de coopération de l’ajouter.")
    return thematiques


def _create_rows(fiche: FicheAction, modele: Modele, saisie: SaisieModele) -> None:
    if saisie.etapes:
        EtapeFiche.objects.bulk_create(
            EtapeFiche(
                fiche=fiche,
                libelle=etape.libelle,
                ordre=ordre,
                echeance=compute_echeance(saisie.date_debut, etape.mois),
            )
            for ordre, etape in enumerate(modele.etapes, start=1)
        )
    if saisie.indicateurs:
        IndicateurFiche.objects.bulk_create(
            IndicateurFiche(
                fiche=fiche,
                libelle=row.libelle,
                unite=row.unite,
                definition=row.definition,
                sens=row.sens,
                role=row.role,
                code_coeur=row.coeur,
                ordre=ordre,
            )
            for ordre, row in enumerate(modele.indicateurs, start=1)
        )
    if saisie.risques:
        RisqueFiche.objects.bulk_create(
            RisqueFiche(fiche=fiche, libelle=row.piege, parade=row.parade) for row in modele.pieges
        )
