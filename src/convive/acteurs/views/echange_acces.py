"""What the views of the dated exchanges share."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from convive.acteurs.forms.echange import EchangeForm
from convive.acteurs.lecture import EchangeLu, build_echanges
from convive.acteurs.models import EchangeActeur, Organisation, Personne
from convive.acteurs.permissions import can_create_echange, can_update_echange
from convive.acteurs.selectors.echange import get_echange, list_echanges_fiche
from convive.acteurs.views.acces import get_organisation_or_404, get_personne_or_404
from convive.espaces.models import Membre
from convive.espaces.views.saisie import build_cle_brouillon
from convive.socle.uuids import parse_uuid

PAGE_ECHANGES = "acteurs:echange_list"


@dataclass(frozen=True, slots=True)
class EchangesFiche:
    """On the card of an organisation or a person: the latest exchanges, and the short form for whoever writes them."""

    lus: list[EchangeLu]
    has_autres: bool
    requete: str
    form: EchangeForm | None
    brouillon: str


def build_echanges_fiche(
    membre: Membre, fiche: Organisation | Personne, connus: Iterable[Organisation | Personne]
) -> EchangesFiche:
    """`connus` are the contacts of an organisation, or where a person works, that the page has read already."""
    rows, has_autres = list_echanges_fiche(membre, fiche)
    organisation = fiche if isinstance(fiche, Organisation) else None
    personne = fiche if isinstance(fiche, Personne) else None
    form = None
    if can_create_echange(membre) and not membre.espace.is_expire and fiche.archivee_le is None:
        fiches = list({row.pk: row for row in connus}.values())
        form = EchangeForm(membre=membre, organisation=organisation, personne=personne, connus=fiches)
    requete = f"{'organisation' if organisation else 'personne'}={fiche.pk}"
    return EchangesFiche(build_echanges(membre, rows), has_autres, requete, form, build_cle_echange(membre, fiche.pk))


def build_cle_echange(membre: Membre, uuid: UUID) -> str:
    """The draft of an exchange: one by card, one by exchange that is corrected."""
    return build_cle_brouillon(membre.compte, "echange", uuid)


def get_echange_or_404(membre: Membre, uuid: UUID) -> EchangeActeur:
    echange = get_echange(membre, uuid)
    if echange is None:
        raise Http404("Cet échange n’existe pas ici, ou ne vous concerne pas.")
    return echange


def get_echange_a_changer(membre: Membre, uuid: UUID) -> EchangeActeur:
    """Raise PermissionDenied for one that this place reads and does not write."""
    echange = get_echange_or_404(membre, uuid)
    if not can_update_echange(membre, echange):
        raise PermissionDenied("Vous pouvez lire cet échange, et changer seulement les vôtres.")
    return echange


def get_fiche_demandee(request: HttpRequest, membre: Membre) -> tuple[Organisation | None, Personne | None]:
    """The card from which one writes, when the address names one."""
    if uuid := parse_uuid(request.GET.get("organisation", "")):
        return get_organisation_or_404(membre, uuid), None
    if uuid := parse_uuid(request.GET.get("personne", "")):
        return None, get_personne_or_404(membre, uuid)
    return None, None
