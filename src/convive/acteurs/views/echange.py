"""What was said with the actors, in order of time: what follows, and whether it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from convive.acteurs.actions.echange import close_suite, create_echange, reopen_suite, update_echange
from convive.acteurs.forms.echange import EchangeForm, FiltresEchangesForm
from convive.acteurs.lecture import EchangeLu, build_echanges
from convive.acteurs.models import EchangeActeur, Organisation, Personne
from convive.acteurs.permissions import (
    can_close_suite,
    can_create_echange,
    can_list_echanges_acteurs,
    can_update_echange,
)
from convive.acteurs.selectors.echange import get_echange, list_echanges, list_echanges_fiche
from convive.acteurs.selectors.organisation import get_organisation
from convive.acteurs.selectors.personne import get_personne
from convive.acteurs.views.rubrique import ACTEURS, ECHANGES
from convive.espaces.actions.cahier import delete_ligne
from convive.espaces.models import Membre
from convive.espaces.views.ecran import FORMULAIRE, SUPPRESSION, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages
from convive.espaces.views.saisie import build_cle_brouillon
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

DETAIL = "acteurs:echange_detail"
CHEMIN = "<uuid:echange_uuid>/"
ABSENT = "Cet échange n’existe pas ici, ou vous n’y avez pas accès."
ANCRE = "#rencontres"
# The draft of an exchange: one by card, one by exchange that is corrected.
BROUILLON = "echange"


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
    brouillon = build_cle_brouillon(membre.compte, BROUILLON, fiche.pk)
    return EchangesFiche(build_echanges(membre, rows), has_autres, requete, form, brouillon)


def _get_echange_a_changer(membre: Membre, uuid: UUID) -> EchangeActeur | None:
    """Raise PermissionDenied for one that this place reads and does not write."""
    echange = get_echange(membre, uuid)
    if echange is not None and not can_update_echange(membre, echange):
        raise PermissionDenied("Vous pouvez lire cet échange, et changer seulement les vôtres.")
    return echange


pages = Pages(ACTEURS, "acteurs/echanges/", onglet=ECHANGES)
echange = pages.objet(CHEMIN, get_echange, ABSENT)
a_changer = pages.objet(CHEMIN, _get_echange_a_changer, ABSENT)


@pages.lecture("", droit=can_list_echanges_acteurs)
def echange_list(page: Page) -> dict[str, Any]:
    organisation, personne = _get_fiche_demandee(page)
    form = FiltresEchangesForm(page.request.GET, auto_id="filtre_%s")
    criteres = form.get_criteres()
    liste = list_echanges(page.membre, criteres, page.request.GET.get("page", ""))
    return {
        "form": form,
        "liste": liste,
        "lus": build_echanges(page.membre, liste),
        "is_sans_lettres": criteres.is_sans_lettres,
        "is_filtree": not criteres.is_vide,
        "requete": build_parametres(page.request.GET),
        "organisation": organisation,
        "personne": personne,
        "peut_noter": can_create_echange(page.membre) and not page.espace.is_expire,
    }


@pages.ecriture("noter/", droit=can_create_echange)
def echange_create(page: Page) -> Formulaire:
    """From a card, in a few seconds, or from the list."""
    organisation, personne = _get_fiche_demandee(page)
    suite, fiche = page.get_url(ECHANGES), organisation or personne
    if fiche is not None:
        page.identifiant = fiche.pk
        suite = page.get_url(f"acteurs:{'organisation' if organisation else 'personne'}_detail", fiche.pk) + ANCRE
    form = EchangeForm(page.data, membre=page.membre, organisation=organisation, personne=personne)
    return Formulaire(
        form,
        lambda: create_echange(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="C’est noté.",
        suite=suite,
        contexte={"fiche": fiche, "requete": page.request.GET.urlencode() if fiche else ""},
        brouillon=BROUILLON,
    )


@echange.ecriture("", droit=can_list_echanges_acteurs)
def echange_detail(page: Page, echange: EchangeActeur) -> Gestes:
    if page.is_envoi and not can_close_suite(page.membre, echange):
        raise PermissionDenied("Cette suite attend quelqu’un d’autre.")
    (lu,) = build_echanges(page.membre, [echange])
    return Gestes(
        {
            "faite": (lambda: close_suite(by=page.compte, echange=echange), "La suite est faite."),
            "a-faire": (lambda: reopen_suite(by=page.compte, echange=echange), "La suite attend de nouveau."),
        },
        suite=page.get_url(DETAIL, echange.pk),
        contexte={"lu": lu},
    )


@a_changer.ecriture("modifier/", droit=can_create_echange, gabarit=FORMULAIRE)
def echange_update(page: Page, echange: EchangeActeur) -> Formulaire:
    """What someone else changed meanwhile is joined, or compared."""
    form = EchangeForm(page.data, membre=page.membre, echange=echange)
    return Formulaire(
        form,
        lambda: update_echange(by=page.compte, echange=echange, saisie=form.get_saisie()),
        fait="Échange enregistré.",
        suite=page.get_url(DETAIL, echange.pk),
        brouillon=BROUILLON,
        ecran=Ecran(
            titre="Modifier l’échange",
            chapeau=str(echange),
            qui_voit="les membres de l’espace que l’organisation ou la personne concerne, sauf l’administrateur·rice "
            "technique. La part privée n’est visible que par la personne qui l’a écrite.",
            champs="acteurs/_echange_champs.html",
            retour=("Laisser comme avant", page.get_url(DETAIL, echange.pk)),
        ),
    )


@a_changer.ecriture("supprimer/", droit=can_create_echange, gabarit=SUPPRESSION)
def echange_delete(page: Page, echange: EchangeActeur) -> Formulaire:
    """For one that should not be there."""
    return Formulaire(
        None,
        lambda: delete_ligne(by=page.compte, ligne=echange),
        fait="Échange supprimé.",
        suite=page.get_url(ECHANGES),
        ecran=Ecran(
            titre="Supprimer cet échange\u00a0?",
            chapeau=str(echange),
            qui_voit="les personnes qui écrivent dans l’annuaire.",
            texte="Le contenu de l’échange est effacé définitivement, avec la part privée s’il y en a une. Le "
            "journal garde qu’il y a eu un échange ce jour-là, sans un mot de son contenu.",
            bouton="Supprimer l’échange",
            retour=("Le garder", page.get_url(DETAIL, echange.pk)),
        ),
    )


def _get_fiche_demandee(page: Page) -> tuple[Organisation | None, Personne | None]:
    """The card from which one writes, when the address names one."""
    if uuid := parse_uuid(page.request.GET.get("organisation", "")):
        if organisation := get_organisation(page.membre, uuid):
            return organisation, None
        raise Http404("Cette organisation n’existe pas ici, ou vous n’y avez pas accès.")
    if uuid := parse_uuid(page.request.GET.get("personne", "")):
        if personne := get_personne(page.membre, uuid):
            return None, personne
        raise Http404("Cette personne n’est pas dans cet annuaire, ou vous n’y avez pas accès.")
    return None, None
