"""What the pages of every import of a table do; a package says its own words and gestures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from convive.acteurs.actions.fichier_importe import (
    SorteImport,
    create_fichier,
    delete_fichier,
    update_colonnes_fichier,
)
from convive.acteurs.forms.imports import ColonnesForm, ImportForm
from convive.acteurs.models import FichierImporte, StatutImport
from convive.acteurs.selectors.imports import get_import, list_imports
from convive.acteurs.selectors.prevision_import import Apercu, PlanLignes, build_apercu
from convive.espaces.memoire import open_memoire
from convive.espaces.models import Membre
from convive.espaces.views.page import GESTE_INCONNU, Page
from convive.socle.televersement import get_plafond_depasse

FAITS = {"importer": "Fichier importé.", "annuler": "Import annulé.", "abandonner": "Ce fichier n’a pas été importé."}


@dataclass(frozen=True, slots=True)
class PagesImport[F: FichierImporte]:
    """The pages of one kind of import.

    `liste` and `detail` are the names of its views, `template_…` their templates; `sujet` is the title of the column
    that names what a row is about. `build_plan(membre, fichier)` tells what a file would do, `importer` does it,
    `annuler` undoes it.
    """

    sorte: SorteImport[F]
    liste: str
    detail: str
    template_liste: str
    template_detail: str
    sujet: str
    form: type[ColonnesForm]
    build_plan: Callable[[Membre, F], PlanLignes]
    importer: Callable[..., object]
    annuler: Callable[..., object]


def respond_import_list[F: FichierImporte](page: Page, pages: PagesImport[F], **contexte: Any) -> HttpResponse:
    """The file that one brings, and those that were brought; `contexte` adds what the template of the package shows."""
    form = ImportForm()
    if page.is_envoi:
        form = ImportForm(page.data, page.request.FILES, plafond=get_plafond_depasse(page.request))
        if form.is_valid():
            try:
                recu = form.cleaned_data["fichier"]
                fichier = create_fichier(pages.sorte, by=page.compte, espace=page.espace, fichier=recu)
                # Read at once what it would do, while its sender waits for it: the page that comes next shows it.
                _get_apercu(page.membre, fichier, pages)
                return redirect(page.get_url(pages.detail, fichier.pk))
            except pages.sorte.refus as error:
                form.add_error("fichier", list(error.messages))
    imports = list_imports(page.membre, pages.sorte.modele)
    contexte = {"form": form, "imports": imports, "page_import": pages.detail} | contexte
    return page.render(pages.template_liste, contexte)


def respond_import[F: FichierImporte](page: Page, uuid: UUID, pages: PagesImport[F]) -> HttpResponse:
    """What a file would do or did, its columns, and the gestures on it. Raise Http404 for one that is not here."""
    fichier = get_import(page.membre, pages.sorte.modele, uuid)
    if fichier is None:
        raise Http404("Cet import n’existe pas ici, ou vous n’y avez pas accès.")
    erreur = ""
    form = pages.form(page.data if page.geste == "colonnes" else None, fichier=fichier)
    if page.is_envoi and (page.geste != "colonnes" or form.is_valid()):
        try:
            _do(page, fichier, form, pages)
            suite = page.get_url(pages.liste) if page.geste == "abandonner" else page.get_url(pages.detail, uuid)
            return page.redirect(suite, FAITS.get(page.geste, ""))
        except pages.sorte.refus as error:
            erreur = str(error)
    contexte = {"fichier": fichier, "form": form, "erreur": erreur, "sujet": pages.sujet, "page_imports": pages.liste}
    if fichier.statut == StatutImport.PREPARE:
        contexte["plan"] = _get_apercu(page.membre, fichier, pages)
    return page.render(pages.template_detail, contexte)


def _get_apercu[F: FichierImporte](membre: Membre, fichier: F, pages: PagesImport[F]) -> Apercu:
    """As the espace is now: kept until a gesture changes it, or the columns of the file."""
    memoire = open_memoire(membre, timezone.now(), f"import_{fichier.pk}")
    apercu = memoire.get("apercu", lambda: build_apercu(pages.build_plan(membre, fichier)))
    memoire.save()
    return apercu


def _do[F: FichierImporte](page: Page, fichier: F, form: ColonnesForm, pages: PagesImport[F]) -> None:
    if page.geste == "colonnes":
        update_colonnes_fichier(pages.sorte, by=page.compte, fichier=fichier, mapping=form.get_mapping())
    elif page.geste == "importer":
        is_tout = page.request.POST.get("lignes") != "bonnes"
        pages.importer(membre=page.membre, fichier=fichier, is_tout=is_tout)
    elif page.geste == "annuler":
        pages.annuler(by=page.compte, fichier=fichier)
    elif page.geste == "abandonner":
        delete_fichier(pages.sorte, by=page.compte, fichier=fichier)
    else:
        raise pages.sorte.refus(GESTE_INCONNU)


def respond_fichier(nom: str, contenu: bytes | str, type_mime: str) -> HttpResponse:
    """A file that is taken away, which no cache keeps."""
    disposition = content_disposition_header(as_attachment=True, filename=nom) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(contenu, content_type=type_mime, headers=headers)
