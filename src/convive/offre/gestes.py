"""The action of this package available through a magic link: a gestionnaire gives the figures of the past year."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from convive.espaces.liens import GesteLien, liens
from convive.espaces.models import LienMagique
from convive.journal.models import Geste
from convive.offre.actions.declaration import record_declaration
from convive.offre.forms.declaration import DeclarationForm
from convive.offre.models import ServiceEquipement
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import DECLARER_ANNEE
from convive.offre.selectors.equipement import get_annee
from convive.socle.formats import nombre

NON_RENSEIGNE = "non renseigné"


def get_annee_declaree() -> int:
    """The last complete year."""
    return timezone.localdate().year - 1


def get_contexte(service: ServiceEquipement) -> Mapping[str, Any]:
    """The figures that the team has today, never the amounts."""
    annee = get_annee_declaree()
    connus = [("Places", service.places), *get_annee(service, annee).chiffres]
    faits = [(titre, NON_RENSEIGNE if valeur is None else nombre(valeur)) for titre, valeur in connus]
    return {"annee": annee, "faits": faits}


def declare_annee(_lien: LienMagique, service: ServiceEquipement, data: Mapping[str, Any]) -> str:
    annee = get_annee_declaree()
    record_declaration(service=service, annee=annee, valeurs=data)
    return f"Merci\u00a0: l’année {annee} de «\u00a0{service}\u00a0» est à jour."


def get_destinataire(service: ServiceEquipement) -> Mapping[str, str]:
    gestionnaire = service.gestionnaire
    return {"email": gestionnaire.email, "nom": gestionnaire.nom} if gestionnaire else {}


def record_gestes() -> None:
    liens.record_geste(
        GesteLien(
            objet_type="service",
            cle=DECLARER_ANNEE,
            libelle="Donner les chiffres de l’année",
            get_question=lambda service: (
                f"«\u00a0{service}\u00a0»\u00a0: quels chiffres pour {get_annee_declaree()}\u00a0?"
            ),
            chapeau="Six nombres, deux minutes, sans compte ni mot de passe. Laissez vide ce que vous ne savez pas.",
            qui_lit="Vos chiffres seront visibles par les membres de l’espace que ce service concerne.",
            template="offre/_geste_declarer_annee.html",
            bouton="Envoyer ces chiffres",
            form=DeclarationForm,
            action=declare_annee,
            can_submit=lambda membre, _service: can_update_services(membre),
            journal=Geste.MODIFIER,
            get_refus=lambda service: (
                "Ce service est archivé\u00a0: il n’y a plus rien à remplir." if service.archive_le else ""
            ),
            get_contexte=get_contexte,
            get_destinataire=get_destinataire,
        )
    )
