"""The record of the processing of training data (article 30 of the GDPR), as a document of the organisme."""

from django.conf import settings
from django.utils import timezone

from convive.comptes.registre import DonneesPersonne, donnees_personnelles
from convive.comptes.traitements import Traitement, list_traitements
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.formation.exports.programme import ORGANISME_EXEMPLE
from convive.formation.models import OrganismeFormation
from convive.formation.permissions import can_organiser
from convive.formation.selectors.programme import get_organisme
from convive.formation.selectors.references import Reglages

REGISTRE = "registre_formation"
TITRE = "Registre des traitements de formation"
DOMAINE = "formation"


def list_traitements_formation() -> list[Traitement]:
    """What a training body answers for, in the order of a session."""
    return [row for row in list_traitements() if row.domaine == DOMAINE]


def list_effacements() -> list[DonneesPersonne]:
    """What the software itself declares about people, in the tables of training."""
    return [row for row in donnees_personnelles.get_all() if row.model._meta.app_label == DOMAINE]


def build_registre(membre: Membre, _famille: Famille, _choix: str) -> DocumentHtml:
    ans = Reglages(membre.espace).get_duree("conservation_preuves_ans", timezone.localdate())
    return _write(get_cadre(membre.espace), get_organisme(membre.espace), ans)


def build_exemple_registre(_famille: Famille) -> DocumentHtml:
    return _write(CADRE_EXEMPLE, ORGANISME_EXEMPLE, 3)


def _write(cadre: Cadre, organisme: OrganismeFormation, ans: int) -> DocumentHtml:
    contexte = {
        "organisme": organisme,
        "traitements": list_traitements_formation(),
        "effacements": list_effacements(),
        "editeur": settings.EDITEUR,
        "preuves_ans": ans,
    }
    return build_texte(cadre, TITRE, "formation/types/registre_traitements.html", contexte)


def record_registre() -> None:
    types_documents.record(
        TypeDocument(
            REGISTRE,
            TITRE,
            "Ce que l’organisme garde des personnes, pourquoi, pour qui, combien de temps\u00a0: l’article 30 du RGPD.",
            (Famille.TEXTE,),
            can_organiser,
            build_registre,
            build_exemple_registre,
            ordre=73,
        )
    )
