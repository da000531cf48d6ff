"""The reference files of the institution, of today and of before, and what one looks at or starts from."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse

from convive.documents.actions.modele import close_modele, create_modele, reopen_modele
from convive.documents.fichiers import build_reponse
from convive.documents.forms.modele import ModeleForm
from convive.documents.models import FormatModele, ModeleDocument
from convive.documents.permissions import can_list_modeles, can_update_modele
from convive.documents.refus import DocumentRefuse
from convive.documents.rules import FORMATS, Famille, list_formats
from convive.documents.rules.archive import ModeleRefuse
from convive.documents.selectors.exemple import read_modele_depart, render_exemple
from convive.documents.selectors.modele import get_modele, get_modeles_actuels, list_modeles
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Pages, Rubrique
from convive.socle.uuids import parse_uuid

PAGE = "documents:modele_list"
GESTES = {"retirer": close_modele, "reprendre": reopen_modele}


def _get_modele(membre: Membre, modele_uuid: UUID) -> ModeleDocument | None:
    return get_modele(membre.espace, modele_uuid)


pages = Pages(Rubrique(PAGE), "documents/modeles/")
modele = pages.objet("<uuid:modele_uuid>/", _get_modele, "Ce modèle n’existe pas dans cet espace.")


@pages.ecriture("", droit=can_list_modeles, ecrit=can_update_modele)
def modele_list(page: Page) -> HttpResponse:
    """Give one, put one aside, bring one back."""
    form = ModeleForm(page.data, page.request.FILES) if page.geste == "deposer" else ModeleForm()
    if page.geste == "deposer" and form.is_valid() and (depose := _create(page, form)):
        return page.redirect(page.get_url(PAGE), f"«\u00a0{depose}\u00a0» est le modèle des documents de l’espace.")
    if page.is_envoi and page.geste != "deposer":
        _change(page)
        return page.redirect(page.get_url(PAGE), "Les modèles de documents sont à jour.")
    modeles = list_modeles(page.espace)
    contexte = {
        "form": form,
        "peut_changer": can_update_modele(page.membre),
        "actuels": [affiche for affiche in modeles if affiche.modele.is_actuel],
        "anciens": [affiche for affiche in modeles if not affiche.modele.is_actuel],
        "formats": list_formats(Famille.TEXTE, Famille.DIAPORAMA),
    }
    return page.render("documents/modele_list.html", contexte, 422 if form.errors else 200)


def _create(page: Page, form: ModeleForm) -> ModeleDocument | None:
    """Give the file; None, with the reason on the form, when it is refused."""
    fichier = form.cleaned_data["fichier"]
    try:
        return create_modele(by=page.compte, espace=page.espace, nom_fichier=fichier.name, contenu=fichier.read())
    except (ModeleRefuse, DocumentRefuse) as error:
        form.add_error("fichier", str(error))
        return None


def _change(page: Page) -> None:
    """Put a model aside or bring it back. A row of another espace does not exist here."""
    action, identifiant = GESTES.get(page.geste), parse_uuid(page.request.POST.get("objet", ""))
    modele = get_modele(page.espace, identifiant) if identifiant else None
    if modele is None or action is None:
        raise Http404("Cette action, ou ce modèle, n’existe pas dans cet espace.")
    action(by=page.compte, modele=modele)


@modele.lecture("fichier/", droit=can_list_modeles)
def modele_export(page: Page, modele: ModeleDocument) -> FileResponse:
    """The file of a model, as it was given."""
    try:
        return build_reponse(modele.fichier, modele.nom_fichier, FORMATS[modele.format].type_mime)
    except FileNotFoundError as error:
        raise Http404("Le fichier de ce modèle n’est plus gardé.") from error


@pages.lecture("exemple/<slug:format>/", droit=can_list_modeles)
def modele_exemple_export(page: Page, format: str) -> HttpResponse:
    """A sample document in the models of today: what one looks at before the first real one leaves."""
    if format not in [f.extension for f in list_formats(Famille.TEXTE, Famille.DIAPORAMA)]:
        raise Http404(f"Il n’y a pas d’exemple au format «\u00a0{format}\u00a0».")
    rendu = render_exemple(format, get_modeles_actuels(page.espace))
    return build_reponse_fichier(rendu.contenu, "exemple-fictif", rendu.format)


@pages.lecture("depart/<slug:format>/", droit=can_list_modeles)
def modele_depart_export(page: Page, format: str) -> HttpResponse:
    """The models of Convive, to start from: every style that our documents use is there."""
    if format not in FormatModele.values:
        raise Http404(f"Il n’y a pas de modèle au format «\u00a0{format}\u00a0».")
    return build_reponse_fichier(read_modele_depart(format), "modele-convive", FORMATS[format])
