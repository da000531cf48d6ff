"""Nothing that someone typed is lost because the page could not take it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from convive.comptes.models import Compte
from convive.espaces.forms.fusion_saisies import FusionIllisible
from convive.espaces.forms.reunion import read_donnees
from convive.espaces.permissions import EspaceExpire
from convive.espaces.textes import TypeTexte, textes
from convive.socle.formats import liste_fr
from convive.socle.formulaires import explain_refus
from convive.socle.refus import Refus
from convive.ui.saisie import TexteSaisi

SESSION_FINIE = "Votre session a pris fin pendant que vous écriviez. Rien n’a été enregistré, et rien n’est perdu."


def keep_saisie(cle: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Show back the texts of a form of type `cle` when its session, its place, its object or its espace is over."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return _show_saisie(request, cle, SESSION_FINIE, 403)
            try:
                return view(request, *args, **kwargs)
            except EspaceExpire as error:
                return _show_saisie(request, cle, str(error), 403)
            except PermissionDenied:
                return _show_saisie(request, cle, "Votre rôle dans cet espace ne permet plus d’écrire ici.", 403)
            except Http404 as error:
                return _show_saisie(request, cle, str(error), 404)

        return wrapper

    return decorate


def get_type_texte(cle: str) -> TypeTexte:
    """Raise Http404 for a type that no package declares."""
    type_texte = textes.get(cle)
    if type_texte is None:
        raise Http404("Ce texte n’existe pas.")
    return type_texte


def build_cle_brouillon(compte: Compte, objet: str, uuid: UUID) -> str:
    """Whose draft, and of what: the same for the form that keeps it and for the message that clears it."""
    return f"{compte.pk}.{objet}-{uuid}"


def build_message(phrase: str, auteurs: tuple[str, ...], by: Compte) -> str:
    """What a save did, with the names of those whose text was joined to that of `by`."""
    autres = [nom for nom in auteurs if nom != str(by)]
    if autres:
        return f"{phrase} Votre texte et celui de {liste_fr(autres)} ont été réunis : relisez l’ensemble."
    return f"{phrase} Vous aviez écrit dans deux fenêtres : les deux textes ont été réunis." if auteurs else phrase


def _show_saisie(request: HttpRequest, cle: str, phrase: str, status: int) -> HttpResponse:
    type_texte = get_type_texte(cle)
    try:
        rendu, _ = read_donnees(request.POST)
    except FusionIllisible:
        rendu = request.POST
    saisie = [TexteSaisi(libelle, str(rendu.get(champ, ""))) for champ, libelle in type_texte.libelles.items()]
    contexte = {"phrase": phrase, "textes": [texte for texte in saisie if texte.texte.strip()]}
    return render(request, "espaces/_saisie_gardee.html", contexte, status=status)


def show_refus(request: HttpRequest, form: BaseForm | None, refus: Refus, champ: str | None) -> None:
    """Say why nothing was saved: beside the field that the refusal names, else beside `champ`, or above the page."""
    if form is None:
        messages.error(request, str(refus))
    elif explain := getattr(form, "explain_refus", None):
        # A form that knows better where its refusals are said.
        explain(refus)
    else:
        explain_refus(form, refus, champ)
