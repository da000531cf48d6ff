"""A whole espace taken away as a ZIP; from here, make another one, put it back, delete it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from convive.comptes.requetes import get_compte
from convive.espaces.actions.copie import clone_espace, export_copie, import_copie
from convive.espaces.actions.depart import record_depart, reset_espace
from convive.espaces.actions.suppression import delete_espace, restore_espace
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.forms.clone import STRUCTURE, CloneForm
from convive.espaces.forms.copie import CopieForm
from convive.espaces.forms.suppression import SuppressionForm
from convive.espaces.models import Espace
from convive.espaces.permissions import can_clone_espace, can_delete_espace, can_export_espace, can_reset_espace
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.copie import get_depart, list_emportes
from convive.espaces.selectors.membre import list_membres
from convive.espaces.selectors.suppression import get_date_effacement, get_espace_supprime
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu, Rubrique
from convive.socle.formats import date_longue

COPIE = "espaces:espace_copie"
REMETTRE = "espaces:espace_reset"
REPRIS = (
    "«\u00a0{}\u00a0» est repris tel qu’il était. Les membres ne sont pas dans la copie\u00a0: "
    "invitez les personnes avec qui vous travaillez."
)

pages = Pages(Rubrique(COPIE), "copie/")
depart = Pages(Rubrique(REMETTRE), "copie/remettre-a-zero/")


# An espace that has expired is still taken away: nothing here changes it.
@pages.ecriture("", droit=can_export_espace, is_lecture=True)
def espace_copie(page: Page) -> Rendu:
    """Taking a copy leaves a line in the journal: it is a button, not a link."""
    if page.geste == "emporter":
        return FileResponse(
            export_copie(by=page.compte, espace=page.espace),
            as_attachment=True,
            filename=f"{slugify(page.espace.nom)[:60] or 'espace'}-{page.today:%Y-%m-%d}.zip",
            content_type="application/zip",
        )
    if page.is_envoi:
        raise Http404("Cette action n’existe pas.")
    return {
        "emportes": list_emportes(page.espace),
        "peut_cloner": can_clone_espace(page.membre),
        "peut_remettre": can_reset_espace(page.membre),
        "peut_supprimer": can_delete_espace(page.membre),
        "jours": settings.ESPACE_JOURS_SUPPRESSION,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_import(request: HttpRequest) -> HttpResponse:
    """Take up the copy of an espace: it becomes another espace."""
    form = CopieForm()
    if request.method == "POST":
        form = CopieForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                source = form.cleaned_data["fichier"].file
                espace = import_copie(by=get_compte(request), source=source)
                messages.success(request, REPRIS.format(espace.nom))
                return redirect("espaces:espace_detail", espace.pk)
            except CopieRefusee as error:
                form.add_error("fichier", str(error))
    fil = [("Mes espaces", reverse("espaces:espace_list")), ("Reprendre une copie", "")]
    return render(request, "espaces/espace_import.html", {"form": form, "fil": fil})


# An espace that has expired is still cloned: nothing here changes it.
@pages.ecriture("cloner/", droit=can_clone_espace, is_lecture=True)
def espace_clone(page: Page) -> Formulaire:
    """Make another espace like this one, to practise or to work."""
    form = CloneForm(page.data, espace=page.espace)

    def clone() -> Espace:
        try:
            return clone_espace(
                by=page.compte,
                espace=page.espace,
                nom=form.cleaned_data["nom"],
                chargee=page.compte,
                structure=form.cleaned_data["contenu"] == STRUCTURE,
                expire_le=form.cleaned_data["expire_le"],
            )
        except CopieRefusee as error:
            raise EspaceRefuse(str(error)) from error

    return Formulaire(
        form,
        clone,
        fait="Voici le nouvel espace. Vous y êtes seul·e : invitez qui vous voulez.",
        suite=lambda clone: reverse("espaces:espace_detail", args=[clone.pk]),
    )


@depart.ecriture("", droit=can_reset_espace)
def espace_reset(page: Page) -> Gestes:
    """Put a practice espace back to its starting point, or keep another one."""
    return Gestes(
        {
            "remettre": (
                lambda: reset_espace(by=page.compte, espace=page.espace),
                "L’espace est revenu à son point de départ.",
            ),
            "garder": (
                lambda: record_depart(by=page.compte, espace=page.espace),
                "L’état d’aujourd’hui est le nouveau point de départ.",
            ),
        },
        suite=page.get_url(REMETTRE),
        contexte={"depart": get_depart(page.espace)},
    )


# An espace that has expired is put away too.
@pages.ecriture("supprimer/", droit=can_delete_espace, is_lecture=True)
def espace_delete(page: Page) -> Formulaire:
    """Its consequences first, then its name, typed."""
    form, espace = SuppressionForm(page.data, espace=page.espace), page.espace

    def explain(_fait: Any) -> str:
        jour = date_longue(get_date_effacement(espace))
        return f"L’espace « {espace.nom} » est supprimé. Il se restaure jusqu’au {jour}."

    return Formulaire(
        form,
        lambda: delete_espace(by=page.compte, espace=espace),
        fait=explain,
        suite=reverse("espaces:espace_list"),
        contexte={
            "autres": [autre for autre in list_membres(espace) if autre.pk != page.membre.pk],
            "jours": settings.ESPACE_JOURS_SUPPRESSION,
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_restore(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """Bring a deleted espace back, for its chargé·e de coopération."""
    espace = get_espace_supprime(get_compte(request), espace_uuid)
    if espace is None:
        raise Http404("Aucun espace de ce nom n’attend que vous le restauriez.")
    erreur = ""
    if request.method == "POST":
        try:
            restore_espace(by=get_compte(request), espace=espace)
            messages.success(request, f"L’espace « {espace.nom} » est restauré, comme il était.")
            return redirect("espaces:espace_detail", espace.pk)
        except EspaceRefuse as error:
            erreur = str(error)
    context = {"espace": espace, "date_effacement": get_date_effacement(espace), "erreur": erreur}
    return render(request, "espaces/espace_restore.html", context)


pages.urls += [
    *depart.urls,
    path("espaces/reprendre/", espace_import, name="espace_import"),
    path("espaces/<uuid:espace_uuid>/restaurer/", espace_restore, name="espace_restore"),
]
