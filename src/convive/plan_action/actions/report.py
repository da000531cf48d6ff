"""How the elements and the actions of a plan become those of the next CTG, inside the transaction that carries them."""

from typing import Any
from uuid import UUID

from convive.comptes.models import Compte
from convive.convention.models import Ctg, RepriseChoix
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.rules.reprise import Choix
from convive.plan_action.actions.arbre import create_fiche, create_noeud
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import FicheAction, IndicateurFiche, NiveauPlan, NoeudPlan, PartenaireFiche
from convive.plan_action.rules.plan import Origine, PlanRefuse
from convive.socle.noms import fold_nom

COPIES = (
    *("constat_texte", "objectif_general", "objectifs_operationnels", "description", "resultats_attendus"),
    *("moyens_humains", "moyens_materiels", "publics", "effectif_vise", "communes", "organisation_porteuse_id"),
    *("elu_referent_id", "instance_suivi", "niveau_participation", "etp", "recurrence", "priorite", "visibilite"),
)
"""What an action that goes on keeps: what it is; neither its dates, nor its money, nor what happened to it."""
LIENS = ("thematiques", "etiquettes", "constats", "enjeux", "pilotes", "services", "orientations", "plans_externes")


def carry_noeud(by: Compte, noeud: NoeudPlan, ctg: Ctg) -> NoeudPlan:
    """The same element in the next plan, under what its parent became; with the levels of the former plan if the next
    one has none. Raise ConventionRefusee when its parent was not carried over."""
    _create_niveaux(noeud, ctg)
    parent = None
    if noeud.parent_id is not None:
        parent = _get_cible(NoeudPlan, "noeud_plan", noeud.parent_id, ctg)
        if parent is None:
            raise ConventionRefusee("Reprenez d’abord l’élément qui est au-dessus.")
    for other in NoeudPlan.objects.filter(ctg=ctg, parent=parent):
        if fold_nom(other.libelle) == fold_nom(noeud.libelle):
            return other
    try:
        carried = create_noeud(by=by, ctg=ctg, parent=parent, libelle=noeud.libelle)
    except PlanRefuse as refus:
        raise ConventionRefusee(str(refus)) from refus
    NoeudPlan.objects.filter(pk=carried.pk).update(description=noeud.description)
    carried.enjeux.set(noeud.enjeux.all())
    return carried


def carry_fiche(by: Compte, fiche: FicheAction, ctg: Ctg) -> FicheAction:
    """The same action, to prepare, that knows where it comes from; without a place when its own did not follow."""
    if found := FicheAction.objects.filter(ctg=ctg, fiche_origine=fiche).first():
        return found
    noeud = _get_cible(NoeudPlan, "noeud_plan", fiche.noeud_id, ctg) if fiche.noeud_id else None
    parente = _get_cible(FicheAction, "fiche_action", fiche.fiche_parente_id, ctg) if fiche.fiche_parente_id else None
    themes = fiche.thematiques.values_list("pk", flat=True)
    carried = create_fiche(by=by, ctg=ctg, titre=fiche.titre, noeud=noeud, parente=parente, thematiques=themes)
    for champ in COPIES:
        setattr(carried, champ, getattr(fiche, champ))
    choix = RepriseChoix.objects.filter(ctg=ctg, objet_type="fiche_action", objet_uuid=fiche.pk).first()
    is_modifiee = choix is not None and choix.choix == Choix.MODIFIE
    carried.origine = Origine.MODIFIEE if is_modifiee else Origine.RECONDUITE
    carried.fiche_origine = fiche
    carried.save()
    for lien in LIENS:
        getattr(carried, lien).set(getattr(fiche, lien).all())
    copy_lignes(fiche, carried)
    update_calculs([carried.pk])
    return carried


def copy_lignes(fiche: FicheAction, carried: FicheAction) -> None:
    """Its partners, to confirm again; its indicators, without their values: the next plan has its own targets."""
    PartenaireFiche.objects.bulk_create(
        PartenaireFiche(fiche=carried, organisation_id=row.organisation_id, role=row.role, engagement=row.engagement)
        for row in PartenaireFiche.objects.filter(fiche=fiche)
    )
    IndicateurFiche.objects.bulk_create(
        IndicateurFiche(
            fiche=carried,
            indicateur_id=row.indicateur_id,
            code_coeur=row.code_coeur,
            libelle=row.libelle,
            unite=row.unite,
            definition=row.definition,
            sens=row.sens,
            role=row.role,
            ordre=row.ordre,
        )
        for row in IndicateurFiche.objects.filter(fiche=fiche)
    )


def _create_niveaux(noeud: NoeudPlan, ctg: Ctg) -> None:
    if NiveauPlan.objects.filter(ctg=ctg).exists():
        return
    NiveauPlan.objects.bulk_create(
        NiveauPlan(
            ctg=ctg,
            rang=niveau.rang,
            nom_singulier=niveau.nom_singulier,
            nom_pluriel=niveau.nom_pluriel,
            numerotation=niveau.numerotation,
        )
        for niveau in NiveauPlan.objects.filter(ctg=noeud.ctg_id)
    )


def _get_cible[M](modele: type[M], cle: str, uuid: UUID, ctg: Ctg) -> M | None:
    """What a thing of the former plan became in this one."""
    choix = RepriseChoix.objects.filter(ctg=ctg, objet_type=cle, objet_uuid=uuid, cible_uuid__isnull=False).first()
    rows: Any = modele
    found: M | None = None
    if choix is not None:
        found = rows.objects.filter(ctg=ctg, pk=choix.cible_uuid).first()
    return found
