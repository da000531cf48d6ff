"""The plan travels whole with its espace: it is the memory of its CTG."""

from convive.espaces.copie.registre import copie
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    ColonnesPlan,
    CorrespondancePlan,
    DemandePoint,
    EcritImportPlan,
    EtapeFiche,
    EtiquettePlan,
    FicheAction,
    ImportPlan,
    IndicateurFiche,
    LienFiches,
    LigneBudget,
    LigneSppe,
    MeteoFiche,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
    ReponsePilote,
    RisqueFiche,
    ValeurIndicateurFiche,
    VuePlan,
)


def record_copie() -> None:
    copie.record_inclus(NiveauPlan, NoeudPlan, EtiquettePlan, FicheAction)
    copie.record_inclus(FicheAction.versions.model, identifiants={"uuid": FicheAction})
    copie.record_inclus(EtapeFiche, PartenaireFiche, LigneBudget, RisqueFiche, LienFiches, LigneSppe)
    copie.record_inclus(MeteoFiche, NoteSuivi, ChangementStatut, BilanAnnuelFiche)
    copie.record_inclus(IndicateurFiche, ValeurIndicateurFiche)
    # The links that were sent do not leave the espace; what was answered does.
    copie.record_inclus(ReponsePilote, sans=("lien",))
    copie.record_exclus(DemandePoint, "Elle vit avec le lien qu’une personne a reçu.")
    # A copy has no compte: a view that was someone’s own would be nobody’s.
    copie.record_exclus(VuePlan, "Une vue est à qui l’a gardée : les comptes ne voyagent pas.")
    copie.record_exclus(ColonnesPlan, "Ce choix est à une personne : les comptes ne voyagent pas.")
    copie.record_exclus(ImportPlan, "Un import s’annule là où il a été fait ; les actions qu’il a écrites voyagent.")
    copie.record_exclus(EcritImportPlan, "Il sert à annuler un import, là où il a été fait.")
    copie.record_exclus(CorrespondancePlan, "Ce qu’un espace a appris de la forme de ses fichiers reste chez lui.")
