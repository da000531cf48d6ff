"""What the pages of every import of a table do; a package says its own words and gestures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from convive.socle.televersement import get_plafond_depasse

FAITS = {"importer": "Fichier importé.", "annuler": "Import annulé.", "abandonner": "Ce fichier n’a pas été importé."}


@dataclass(frozen=True, slots=True)
class PagesImport[F: FichierImporte]:
    """The pages of one kind of import.

    `liste` and `detail` are the names of its views, `template_…` their templates; `sujet` is the title of the column
    that names what a row is about. `build_contexte(request, membre, page, **contexte)` is that of the package.
    `build_plan(membre, fichier)` tells what a file would do, `importer` does it, `annuler` undoes it.
    """

    sorte: SorteImport[F]
    liste: str
    detail: str
    template_liste: str
    template_detail: str
    sujet: str
    form: type[ColonnesForm]
    build_contexte: Callable[..., dict[str, Any]]
    build_plan: Callable[[Membre, F], PlanLignes]
    importer: Callable[..., object]
    annuler: Callable[..., object]


def respond_import_list[F: FichierImporte](
    request: HttpRequest, membre: Membre, pages: PagesImport[F], **contexte: Any
) -> HttpResponse:
    """The file that one brings, and those that were brought; `contexte` adds what the template of the package shows."""
    form = ImportForm()
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, plafond=get_plafond_depasse(request))
        if form.is_valid():
            try:
                recu = form.cleaned_data["fichier"]
                fichier = create_fichier(pages.sorte, by=membre.compte, espace=membre.espace, fichier=recu)
                # Read at once what it would do, while its sender waits for it: the page that comes next shows it.
                _get_apercu(membre, fichier, pages)
                return redirect(pages.detail, membre.espace_id, fichier.pk)
            except pages.sorte.refus as error:
                form.add_error("fichier", list(error.messages))
    imports = list_imports(membre, pages.sorte.modele)
    context = pages.build_contexte(request, membre, pages.liste, form=form, imports=imports, page_import=pages.detail)
    return render(request, pages.template_liste, context | contexte)


def respond_import[F: FichierImporte](
    request: HttpRequest, membre: Membre, uuid: UUID, pages: PagesImport[F]
) -> HttpResponse:
    """What a file would do or did, its columns, and the gestures on it. Raise Http404 for one that is not here."""
    fichier = get_import(membre, pages.sorte.modele, uuid)
    if fichier is None:
        raise Http404("Cet import n’existe pas ici, ou ne vous concerne pas.")
    geste, erreur = request.POST.get("geste", ""), ""
    form = pages.form(request.POST if geste == "colonnes" else None, fichier=fichier)
    if request.method == "POST" and (geste != "colonnes" or form.is_valid()):
        try:
            _do(request, membre, fichier, geste, form, pages)
            if geste == "abandonner":
                return redirect(pages.liste, membre.espace_id)
            return redirect(pages.detail, membre.espace_id, uuid)
        except pages.sorte.refus as error:
            erreur = str(error)
    context = pages.build_contexte(request, membre, pages.liste, fichier=fichier, form=form, erreur=erreur)
    context |= {"sujet": pages.sujet, "page_imports": pages.liste}
    if fichier.statut == StatutImport.PREPARE:
        context |= {"plan": _get_apercu(membre, fichier, pages)}
    return render(request, pages.template_detail, context)


def _get_apercu[F: FichierImporte](membre: Membre, fichier: F, pages: PagesImport[F]) -> Apercu:
    """As the espace is now: kept until a gesture changes it, or the columns of the file."""
    memoire = open_memoire(membre, timezone.now(), f"import_{fichier.pk}")
    apercu = memoire.get("apercu", lambda: build_apercu(pages.build_plan(membre, fichier)))
    memoire.save()
    return apercu


def _do[F: FichierImporte](
    request: HttpRequest, membre: Membre, fichier: F, geste: str, form: ColonnesForm, pages: PagesImport[F]
) -> None:
    if geste == "colonnes":
        update_colonnes_fichier(pages.sorte, by=membre.compte, fichier=fichier, mapping=form.get_mapping())
    elif geste == "importer":
        pages.importer(membre=membre, fichier=fichier, is_tout=request.POST.get("lignes") != "bonnes")
    elif geste == "annuler":
        pages.annuler(by=membre.compte, fichier=fichier)
    elif geste == "abandonner":
        delete_fichier(pages.sorte, by=membre.compte, fichier=fichier)
    else:
        raise pages.sorte.refus("Choisissez l’un des boutons de la page.")
    if geste in FAITS:
        messages.success(request, FAITS[geste])


def respond_fichier(nom: str, contenu: bytes | str, type_mime: str) -> HttpResponse:
    """A file that is taken away, which no cache keeps."""
    disposition = content_disposition_header(as_attachment=True, filename=nom) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(contenu, content_type=type_mime, headers=headers)
