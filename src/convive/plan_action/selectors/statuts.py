"""Where an action may go from here, and where it has been."""

from convive.diagnostic.models import MesureEspace
from convive.espaces.models import Membre
from convive.plan_action.models import ChangementStatut, FicheAction, ValeurIndicateurFiche
from convive.plan_action.permissions import can_update_fiche, can_validate_fiches
from convive.plan_action.rules.completude import CHAMPS_MINIMAUX, list_manques
from convive.plan_action.rules.statuts import Transition, list_transitions

MAX_CHANGEMENTS = 50


def list_transitions_permises(membre: Membre, fiche: FicheAction) -> list[Transition] | None:
    """The moves that this place may make; None when it makes none, wherever the action is.

    A decision of a body is noted by whoever may validate; the others are made by whoever writes the action.
    """
    peut_valider, peut_modifier = can_validate_fiches(membre), can_update_fiche(membre, fiche)
    if not (peut_valider or peut_modifier):
        return None
    return [
        transition
        for transition in list_transitions(fiche.statut)
        if (peut_valider if transition.instance_decide else peut_modifier)
    ]


def list_changements(fiche: FicheAction) -> list[ChangementStatut]:
    """The last first; one query."""
    rows = ChangementStatut.objects.filter(fiche=fiche).select_related("par")
    return list(rows.order_by("-date", "-created_at")[:MAX_CHANGEMENTS])


def build_faits(fiche: FicheAction, has_thematique: bool, has_pilote: bool) -> dict[str, object]:
    """What `rules.completude` reads of an action."""
    return {
        "titre": fiche.titre,
        "noeud": fiche.noeud_id,
        "thematiques": has_thematique,
        "description": fiche.description,
        "organisation_porteuse": fiche.organisation_porteuse_id,
        "pilotes": has_pilote,
        "resultats_attendus": fiche.resultats_attendus,
        "statut": fiche.statut,
    }


def list_manques_fiche(fiche: FicheAction) -> list[str]:
    """What an action lacks to be validated, in words; two queries."""
    faits = build_faits(fiche, fiche.thematiques.exists(), fiche.pilotes.exists())
    return [CHAMPS_MINIMAUX[cle] for cle in list_manques(faits)]


def has_mesure(fiche: FicheAction) -> bool:
    """Whether one of its indicators has a value, typed here or in the espace; two queries at most."""
    if ValeurIndicateurFiche.objects.filter(indicateur__fiche=fiche).exists():
        return True
    return MesureEspace.objects.filter(indicateur__usages_plan__fiche=fiche, valeur__isnull=False).exists()
