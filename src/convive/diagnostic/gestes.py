"""What this package lets people do through a magic link: say what they think of a constat, or of a list of them."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from convive.diagnostic.actions.avis import SaisieAvis, create_avis_lien, create_avis_liste
from convive.diagnostic.forms.avis import AvisForm, AvisListeForm
from convive.diagnostic.models import Constat, DemandeAvis, SensAvis
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.rules.constats import build_suite_avis
from convive.diagnostic.rules.elements import CLE_DEMANDE, DONNER_AVIS, DONNER_AVIS_LISTE
from convive.diagnostic.selectors.constat import build_carte_publique, build_cartes_publiques
from convive.diagnostic.selectors.demande import (
    get_constats_demandes,
    list_avis_lien,
)
from convive.espaces.liens import GesteLien, liens
from convive.espaces.models import LienMagique
from convive.socle.formats import nombre_accorde

MERCIS = {
    SensAvis.ACCORD: "Votre accord est noté, avec sa date.",
    SensAvis.DESACCORD: "Votre lecture est gardée à côté des autres : elle ne sera ni fondue, ni effacée.",
    SensAvis.A_VERIFIER: "C’est noté : ce constat est à vérifier.",
}


def get_refus(constat: Constat) -> str:
    if constat.date_suppression is not None or not constat.is_partage:
        return "Ce constat n’est plus partagé : il n’y a plus d’avis à donner."
    return ""


def get_contexte(constat: Constat) -> Mapping[str, Any]:
    return {"carte": build_carte_publique(constat)}


def give_avis(lien: LienMagique, constat: Constat, data: Mapping[str, Any]) -> str:
    create_avis_lien(lien=lien, constat=constat, saisie=SaisieAvis(data["sens"], data["phrase"]))
    return MERCIS[SensAvis(data["sens"])]


def get_refus_liste(demande: DemandeAvis) -> str:
    if not get_constats_demandes(demande).exists():
        return "Ces constats ne sont plus partagés : il n’y a plus d’avis à donner."
    return ""


def get_question_liste(demande: DemandeAvis) -> str:
    return (
        f"{nombre_accorde(get_constats_demandes(demande).count(), 'constat')}\u00a0: est-ce aussi ce que vous voyez ?"
    )


def get_form_liste(lien: LienMagique, demande: DemandeAvis, data: QueryDict | None) -> AvisListeForm:
    """With what the holder of the link said already."""
    constats = list(get_constats_demandes(demande))
    return AvisListeForm(data, cartes=build_cartes_publiques(constats), avis=list_avis_lien(lien, constats))


def give_avis_liste(lien: LienMagique, _demande: DemandeAvis, data: Mapping[str, Any]) -> str:
    kept = create_avis_liste(lien=lien, saisies=data["saisies"])
    return f"{nombre_accorde(kept, 'avis noté', 'avis notés')}, avec leur date."


def get_suite_liste(lien: LienMagique, demande: DemandeAvis) -> str:
    constats = list(get_constats_demandes(demande))
    return build_suite_avis(len(list_avis_lien(lien, constats)), len(constats))


def record_gestes() -> None:
    liens.record_geste(
        GesteLien(
            objet_type=CLE_DEMANDE,
            cle=DONNER_AVIS_LISTE,
            libelle="Donner son avis sur des constats",
            get_question=get_question_liste,
            chapeau="Deux minutes, sans compte ni mot de passe. Laissez ce que vous ne connaissez pas.",
            qui_lit="Vos avis, avec votre nom et leur date, seront visibles par les membres de l’espace.",
            template="diagnostic/_geste_donner_avis_liste.html",
            bouton="Envoyer mes avis",
            get_form=get_form_liste,
            action=give_avis_liste,
            can_submit=lambda membre, _demande: can_update_constats(membre),
            get_refus=get_refus_liste,
            get_suite=get_suite_liste,
            max_usages=None,
        )
    )
    liens.record_geste(
        GesteLien(
            objet_type="constat",
            cle=DONNER_AVIS,
            libelle="Donner son avis sur un constat",
            get_question=str,
            chapeau="Est-ce aussi ce que vous voyez ? Une minute, sans compte ni mot de passe.",
            qui_lit="Votre avis, avec votre nom et sa date, sera visible par les membres de l’espace.",
            template="diagnostic/_geste_donner_avis.html",
            bouton="Donner mon avis",
            form=AvisForm,
            action=give_avis,
            can_submit=lambda membre, _constat: can_update_constats(membre),
            get_refus=get_refus,
            get_contexte=get_contexte,
            max_usages=None,
        )
    )
