"""What this package lets people do through a magic link: say what they think of a constat."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from convive.diagnostic.actions.avis import SaisieAvis, create_avis_lien
from convive.diagnostic.forms.avis import AvisForm
from convive.diagnostic.models import Constat, SensAvis
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.selectors.avis import DONNER_AVIS
from convive.diagnostic.selectors.constat import build_carte_publique
from convive.espaces.liens import GesteLien, liens
from convive.espaces.models import LienMagique

MERCIS = {
    SensAvis.ACCORD: "Votre accord est noté, avec sa date.",
    SensAvis.DESACCORD: "Votre lecture est gardée à côté des autres : elle ne sera ni fondue, ni effacée.",
    SensAvis.A_VERIFIER: "C’est noté : ce constat est à vérifier.",
}


def get_refus(constat: Constat) -> str:
    if constat.date_suppression is not None or not constat.is_partage:
        return "Ce constat n’est plus partagé : il n’y a plus d’avis à donner."
    return ""


def get_contexte(constat: Constat) -> Mapping[str, Any]:
    return {"carte": build_carte_publique(constat)}


def give_avis(lien: LienMagique, constat: Constat, data: Mapping[str, Any]) -> str:
    create_avis_lien(lien=lien, constat=constat, saisie=SaisieAvis(data["sens"], data["phrase"]))
    return MERCIS[SensAvis(data["sens"])]


def record_gestes() -> None:
    liens.record_geste(
        GesteLien(
            objet_type="constat",
            cle=DONNER_AVIS,
            libelle="Donner son avis sur un constat",
            get_question=str,
            chapeau="Est-ce aussi ce que vous voyez ? Une minute, sans compte ni mot de passe.",
            qui_lit="Votre avis, avec votre nom et sa date, sera lu par les membres de l’espace.",
            template="diagnostic/_geste_donner_avis.html",
            bouton="Donner mon avis",
            form=AvisForm,
            action=give_avis,
            can_submit=lambda membre, _constat: can_update_constats(membre),
            get_refus=get_refus,
            get_contexte=get_contexte,
            duree=timedelta(days=30),
            max_usages=None,
        )
    )
