"""The lettres de mission, year by year: begin one from a post, write it, follow its objectives."""

from uuid import UUID

from django.http import Http404

from convive.espaces.views.page import Formulaire, Gestes, Page, Pages
from convive.prise_poste.actions.lettre_mission import (
    create_lettre,
    create_objectif,
    delete_lettre,
    delete_objectif,
    update_lettre,
    update_objectif,
)
from convive.prise_poste.forms.lettre_mission import LettreForm, ObjectifForm, OuvrirLettreForm
from convive.prise_poste.models import LettreMission, ObjectifMission
from convive.prise_poste.permissions import can_list_lettres
from convive.prise_poste.rules.lettre_mission import MAX_OBJECTIFS
from convive.prise_poste.selectors.lettre_mission import LettreLue, build_valeurs, get_lettre, list_lettres, list_postes
from convive.prise_poste.views.rubrique import FORMATS, LETTRES, POSTE

DETAIL = "prise_poste:lettre_detail"


def _place_lettre(page: Page) -> None:
    lettre: LettreMission = page.contexte["lue"].lettre
    page.contexte["lettre"], page.identifiant = lettre, lettre.pk


pages = Pages(POSTE, "prise-de-poste/lettres/", onglet=LETTRES)
lettre = pages.objet(
    "<uuid:lettre_uuid>/",
    get_lettre,
    "Cette lettre n’existe pas, ou vous n’y avez pas accès.",
    nom="lue",
    autour=_place_lettre,
)


@pages.ecriture("", droit=can_list_lettres)
def lettre_list(page: Page) -> Formulaire:
    form = OuvrirLettreForm(page.data, postes=list_postes(page.membre, page.today), today=page.today)
    return Formulaire(
        form,
        lambda: _create(page, form),
        fait="La lettre est ouverte\u00a0: relisez-la, et ajoutez trois objectifs.",
        suite=lambda lettre: page.get_url(DETAIL, lettre.pk),
        contexte=lambda: {"lettres": list_lettres(page.membre)},
    )


@lettre.ecriture("", droit=can_list_lettres)
def lettre_detail(page: Page, lue: LettreLue) -> Formulaire:
    """Its only gesture is to delete it, while it is not signed."""
    return Formulaire(
        None,
        lambda: delete_lettre(by=page.compte, lettre=lue.lettre),
        fait="La lettre est supprimée.",
        suite=page.get_url(LETTRES),
        contexte={"formats": FORMATS, "place_objectif": len(lue.objectifs) < MAX_OBJECTIFS},
    )


@lettre.ecriture("modifier/", droit=can_list_lettres)
def lettre_update(page: Page, lue: LettreLue) -> Formulaire:
    form = LettreForm(page.data, lettre=lue.lettre)
    return Formulaire(
        form,
        lambda: update_lettre(by=page.compte, lettre=lue.lettre, saisie=form.get_saisie()),
        fait="La lettre est enregistrée.",
        suite=page.get_url(DETAIL, lue.lettre.pk),
        brouillon="lettre_mission",
    )


@lettre.ecriture("objectifs/ajouter/", "objectifs/<uuid:objectif_uuid>/", droit=can_list_lettres)
def objectif_update(page: Page, lue: LettreLue, objectif_uuid: UUID | None = None) -> Formulaire | Gestes:
    """Add an objective, say where one stands, or take it off."""
    objectif = _get_objectif_or_404(lue, objectif_uuid)
    suite = page.get_url(DETAIL, lue.lettre.pk)
    if objectif is not None and page.geste == "supprimer":
        retrait = (lambda: delete_objectif(by=page.compte, objectif=objectif), "L’objectif est supprimé.")
        return Gestes({"supprimer": retrait}, suite, {"objectif": objectif, "form": ObjectifForm(objectif=objectif)})
    form = ObjectifForm(page.data, objectif=objectif)
    return Formulaire(
        form,
        lambda: _save_objectif(page, lue, objectif, form),
        fait="L’objectif est enregistré.",
        suite=suite,
        contexte={"objectif": objectif},
    )


def _create(page: Page, form: OuvrirLettreForm) -> LettreMission:
    valeurs = build_valeurs(page.membre, form.poste_choisi)
    return create_lettre(by=page.compte, espace=page.espace, annee=form.cleaned_data["annee"], valeurs=valeurs)


def _get_objectif_or_404(lue: LettreLue, uuid: UUID | None) -> ObjectifMission | None:
    """None for a new one."""
    if uuid is None:
        return None
    objectif = next((row for row in lue.objectifs if row.pk == uuid), None)
    if objectif is None:
        raise Http404("Cet objectif n’est pas dans cette lettre.")
    objectif.lettre = lue.lettre
    return objectif


def _save_objectif(page: Page, lue: LettreLue, objectif: ObjectifMission | None, form: ObjectifForm) -> object:
    if objectif is None:
        return create_objectif(by=page.compte, lettre=lue.lettre, saisie=form.get_saisie())
    return update_objectif(by=page.compte, objectif=objectif, saisie=form.get_saisie())
