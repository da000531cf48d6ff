"""What this package lets people do through a magic link: a pilote says where her actions are."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from convive.espaces.liens import GesteLien, liens
from convive.espaces.models import LienMagique
from convive.plan_action.actions.point import record_reponses
from convive.plan_action.forms.point import PointForm
from convive.plan_action.models import DemandePoint
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.point import CLE_DEMANDE, FAIRE_LE_POINT
from convive.plan_action.selectors.point import get_fiches_demandees, list_reponses
from convive.socle.formats import nombre_accorde


def get_question(demande: DemandePoint) -> str:
    fiches = list(get_fiches_demandees(demande))
    if len(fiches) == 1:
        return f"Où en est «\u00a0{fiches[0].titre}\u00a0»\u00a0?"
    return f"Où en sont vos {len(fiches)} actions\u00a0?" if fiches else "Où en sont vos actions\u00a0?"


def get_refus(demande: DemandePoint) -> str:
    if demande.is_close:
        return "Ce point est clos\u00a0: il n’y a plus de réponse à donner."
    if not get_fiches_demandees(demande):
        return "Vos actions sont terminées, ou ne sont plus au plan\u00a0: il n’y a plus de réponse à donner."
    return ""


def get_form(lien: LienMagique, demande: DemandePoint, data: QueryDict | None) -> PointForm:
    """With what she said already."""
    fiches = list(get_fiches_demandees(demande))
    return PointForm(data, fiches=fiches, reponses=list_reponses(fiches, lien))


def do_point(lien: LienMagique, demande: DemandePoint, data: Mapping[str, Any]) -> str:
    kept = record_reponses(lien=lien, demande=demande, saisies=data["saisies"])
    return f"{nombre_accorde(kept, 'action mise', 'actions mises')} à jour."


def get_suite(_lien: LienMagique, _demande: DemandePoint) -> str:
    return "La personne qui vous a écrit la relit, puis elle rejoint le plan. Il n’y aura plus de rappel ce trimestre."


def record_gestes() -> None:
    liens.record_geste(
        GesteLien(
            objet_type=CLE_DEMANDE,
            cle=FAIRE_LE_POINT,
            libelle="Faire le point sur ses actions",
            get_question=get_question,
            chapeau="Deux minutes, sans compte ni mot de passe. Une météo suffit ; laissez ce qui n’a pas bougé.",
            qui_lit="Vos réponses, avec votre nom et leur date, sont relues par l’équipe de coopération, "
            "puis visibles par les "
            "partenaires et les élu·es. N’y nommez ni enfant ni famille.",
            template="plan_action/_geste_faire_le_point.html",
            bouton="Envoyer mes réponses",
            get_form=get_form,
            action=do_point,
            can_submit=lambda membre, _demande: can_update_fiches(membre),
            get_refus=get_refus,
            get_suite=get_suite,
            max_usages=None,
        )
    )
