"""The rows of the plan d’actions, one file per noun."""

from convive.plan_action.models.arbre import NiveauPlan, NoeudPlan
from convive.plan_action.models.fiche import PARTAGEES, EtiquettePlan, FicheAction, FicheActionQuerySet
from convive.plan_action.models.indicateur import IndicateurFiche, ValeurIndicateurFiche
from convive.plan_action.models.moyens import LienFiches, LigneBudget, LigneSppe, PartenaireFiche, RisqueFiche
from convive.plan_action.models.outils import ColonnesPlan, CorrespondancePlan, EcritImportPlan, ImportPlan, VuePlan
from convive.plan_action.models.point import DemandePoint
from convive.plan_action.models.suivi import (
    BilanAnnuelFiche,
    ChangementStatut,
    EtapeFiche,
    MeteoFiche,
    NoteSuivi,
    ReponsePilote,
)

__all__ = [
    "PARTAGEES",
    "BilanAnnuelFiche",
    "ChangementStatut",
    "ColonnesPlan",
    "CorrespondancePlan",
    "DemandePoint",
    "EcritImportPlan",
    "EtapeFiche",
    "EtiquettePlan",
    "FicheAction",
    "FicheActionQuerySet",
    "ImportPlan",
    "IndicateurFiche",
    "LienFiches",
    "LigneBudget",
    "LigneSppe",
    "MeteoFiche",
    "NiveauPlan",
    "NoeudPlan",
    "NoteSuivi",
    "PartenaireFiche",
    "ReponsePilote",
    "RisqueFiche",
    "ValeurIndicateurFiche",
    "VuePlan",
]
