"""A small plan: two levels, two axes, an objective under the first, and actions whose dates are counted from today."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.models import Espace, Thematique
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import FicheAction, NiveauPlan, NoeudPlan
from convive.plan_action.rules.statuts import Statut

TODAY = timezone.localdate
DESCRIPTION = "Ouvrir un accueil de vingt places sur le plateau, avec les communes et le relais."


@dataclass(frozen=True, slots=True)
class Plan:
    """`objectif` is under the first axis; `complete` lacks nothing, `brouillon` is in preparation, `interne` is not
    for partners."""

    ctg: Ctg
    axe: NiveauPlan
    niveau_objectif: NiveauPlan
    axes: tuple[NoeudPlan, NoeudPlan]
    objectif: NoeudPlan
    complete: FicheAction
    brouillon: FicheAction
    interne: FicheAction


def create_niveaux(ctg: Ctg) -> tuple[NiveauPlan, NiveauPlan]:
    return (
        NiveauPlan.objects.create(ctg=ctg, rang=1, nom_singulier="Axe", nom_pluriel="Axes", numerotation="Axe {n}"),
        NiveauPlan.objects.create(
            ctg=ctg, rang=2, nom_singulier="Objectif", nom_pluriel="Objectifs", numerotation="{parent}.{n}"
        ),
    )


def create_noeud(niveau: NiveauPlan, libelle: str, **champs: Any) -> NoeudPlan:
    return NoeudPlan.objects.create(espace=niveau.ctg.espace, ctg=niveau.ctg, niveau=niveau, libelle=libelle, **champs)


def create_fiche(ctg: Ctg, titre: str = "Créer vingt places", **champs: Any) -> FicheAction:
    """An action with what it is given, its computed fields included; many to many values as lists."""
    liens = {nom: champs.pop(nom) for nom in ("thematiques", "pilotes", "constats", "enjeux") if nom in champs}
    fiche = FicheAction.objects.create(espace=ctg.espace, ctg=ctg, titre=titre, **champs)
    for nom, valeurs in liens.items():
        getattr(fiche, nom).set(valeurs)
    update_calculs([fiche.pk])
    fiche.refresh_from_db()
    fiche.espace = ctg.espace
    return fiche


def create_organisation(espace: Espace, nom: str = "Communauté de communes d’essai") -> Organisation:
    return Organisation.objects.get_or_create(espace=espace, nom=nom)[0]


def create_personne(espace: Espace, nom: str = "Pilote", **champs: Any) -> Personne:
    return Personne.objects.create(espace=espace, prenom="Personne", nom=nom, **champs)


def create_contact(organisation: Organisation, compte: Compte) -> Personne:
    """The card of a compte, with a function in an organisation: its actions are then this compte’s own."""
    personne = create_personne(organisation.espace, nom=compte.nom_affiche, email=compte.email)
    Fonction.objects.create(espace=organisation.espace, personne=personne, organisation=organisation)
    return personne


def create_plan_actions(ctg: Ctg, _by: Compte) -> Plan:
    axe, objectif = create_niveaux(ctg)
    premier = create_noeud(axe, "Accueillir les tout-petits", code="Axe 1", ordre=1)
    second = create_noeud(axe, "Soutenir les parents", code="Axe 2", ordre=2)
    sous = create_noeud(objectif, "Ouvrir des places", code="1.1", ordre=1, parent=premier)
    organisation, personne = create_organisation(ctg.espace), create_personne(ctg.espace)
    complete = create_fiche(
        ctg,
        noeud=sous,
        code="1.1.1",
        ordre=1,
        description=DESCRIPTION,
        resultats_attendus="Vingt places ouvertes en trois ans.",
        organisation_porteuse=organisation,
        thematiques=list(Thematique.objects.filter(espace=ctg.espace)[:1]),
        pilotes=[personne],
        statut=Statut.EN_COURS,
        date_debut=ctg.date_debut,
        date_fin=TODAY() + timedelta(days=200),
    )
    brouillon = create_fiche(ctg, "Faire circuler le relais", noeud=premier, code="1.2", ordre=2)
    interne = create_fiche(
        ctg, "Préparer le budget", noeud=second, code="2.1", ordre=3, statut=Statut.VALIDEE, visibilite="interne"
    )
    return Plan(ctg, axe, objectif, (premier, second), sous, complete, brouillon, interne)
