"""What the views of the directory share: its sub-pages, and cards that a place may open."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from convive.acteurs.forms.poste import PosteForm
from convive.acteurs.models import Fonction, Groupe, Organisation, Personne, PosteCooperation
from convive.acteurs.permissions import (
    can_update_acteurs,
    can_update_poste,
)
from convive.acteurs.selectors.doublon import list_personnes_proches
from convive.acteurs.selectors.groupe import get_groupe
from convive.acteurs.selectors.organisation import (
    get_noms_communes,
    get_noms_communes_espace,
    get_organisation,
    list_choix_organisations,
)
from convive.acteurs.selectors.personne import get_fonction, get_personne, list_choix_personnes
from convive.acteurs.selectors.poste import get_poste, list_choix_postes
from convive.acteurs.views.rubrique import ACTEURS, ORGANISATIONS
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.espaces.views.sous_pages import build_onglets_groupes

PAGE = ORGANISATIONS


def build_contexte_acteurs(request: HttpRequest, membre: Membre, page: str, **contexte: Any) -> dict[str, Any]:
    """`page` is the sub-page that is marked as current: its own, or the one it is under."""
    contexte |= build_onglets_groupes(ACTEURS.onglets, ACTEURS.groupes, membre, page)
    peut_ecrire = can_update_acteurs(membre) and not membre.espace.is_expire
    return build_contexte(request, membre, PAGE, peut_ecrire=peut_ecrire, **contexte)


def get_organisation_or_404(membre: Membre, uuid: UUID) -> Organisation:
    organisation = get_organisation(membre, uuid)
    if organisation is None:
        raise Http404("Cette organisation n’existe pas ici, ou ne vous concerne pas.")
    return organisation


def get_personne_or_404(membre: Membre, uuid: UUID) -> Personne:
    personne = get_personne(membre, uuid)
    if personne is None:
        raise Http404("Cette personne n’est pas dans cet annuaire, ou ne vous concerne pas.")
    return personne


def get_fonction_or_404(membre: Membre, uuid: UUID) -> Fonction:
    fonction = get_fonction(membre, uuid)
    if fonction is None:
        raise Http404("Cette fonction n’existe pas ici, ou ne vous concerne pas.")
    return fonction


def get_groupe_or_404(membre: Membre, uuid: UUID) -> Groupe:
    groupe = get_groupe(membre, uuid)
    if groupe is None:
        raise Http404("Ce groupe n’existe pas dans cet espace.")
    return groupe


def get_poste_or_404(membre: Membre, uuid: UUID) -> PosteCooperation:
    poste = get_poste(membre, uuid)
    if poste is None:
        raise Http404("Ce poste n’existe pas ici, ou ne vous concerne pas.")
    return poste


def get_poste_a_changer(membre: Membre, uuid: UUID) -> PosteCooperation:
    """Raise PermissionDenied for a post that this place reads and does not write."""
    poste = get_poste_or_404(membre, uuid)
    if not can_update_poste(membre, poste):
        raise PermissionDenied("Vous pouvez lire ce poste, et changer seulement le vôtre.")
    return poste


def build_form_poste(request: HttpRequest, membre: Membre, poste: PosteCooperation | None = None) -> PosteForm:
    """The form of a post, with all that it lets one choose."""
    communes = get_noms_communes(poste.communes if poste else [], get_noms_communes_espace(membre))
    return PosteForm(
        request.POST if request.method == "POST" else None,
        membre=membre,
        communes=communes,
        organisations=list_choix_organisations(membre),
        personnes=list_choix_personnes(membre),
        postes=list_choix_postes(membre, poste),
        poste=poste,
    )


def list_titulaires_proches(membre: Membre, form: PosteForm) -> list[Personne]:
    """The cards that look like that of whoever is to be added with a post, which the form then says; nobody once it
    was told that she is another person."""
    if not form.is_valid() or form.cleaned_data["titulaire_autre"]:
        return []
    titulaire = form.get_titulaire()
    proches = list_personnes_proches(membre, titulaire.valeurs) if titulaire else []
    if proches:
        form.explain_proches(proches)
    return proches
