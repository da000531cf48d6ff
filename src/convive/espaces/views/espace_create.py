"""Create an espace: choose what it is for, find the territory, done."""

import json
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.comptes.requetes import get_compte
from convive.espaces.actions.espace import create_espace
from convive.espaces.forms.espace import FORMULAIRES, PHRASES_TYPES, EspaceForm
from convive.espaces.fournis import PAS_CHARGE, EspaceFourni, fournis
from convive.espaces.models import TypeEspace
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.partage import get_partage
from convive.socle.uuids import parse_uuid
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from convive.territoires.rules.noms import MAX_LONGUEUR_RECHERCHE
from convive.territoires.selectors import get_perimetre, search_territoires, suggest_territoires
from convive.territoires.selectors.resumes import get_resume_fictif

TEMPLATE = "espaces/espace_create.html"
LIMITE = 8
SUR_DES_COMMUNES = (TypeEspace.TERRITOIRE, TypeEspace.ENTRAINEMENT)
CHAMPS = ("nom", "codes", "expire_le")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_create(request: HttpRequest) -> HttpResponse:
    saisie = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and (fourni := fournis.get(saisie.get("fourni", ""))):
        return _create_fourni(request, fourni)
    context = _get_choix(saisie)
    if request.method != "POST":
        return render(request, TEMPLATE, context | _get_depart(saisie, context["type_espace"]))
    form = FORMULAIRES[context["type_espace"]](request.POST)
    if saisie.get("type") not in TypeEspace.values:
        form.add_error(None, "Choisissez d’abord, ci-dessus, le type de l’espace.")
    if form.is_valid():
        try:
            return _create(request, context, form)
        except (PerimetreRefuse, EspaceRefuse) as error:
            form.add_error(None, list(error.messages))
    return render(request, TEMPLATE, context | {"form": form, "q": ""})


def _get_uuid(saisie: QueryDict) -> UUID | None:
    """The identifier of the espace to come: that of the page and of what was typed in it, so that two quick clicks make
    one espace, and that one goes back to the page to make another."""
    base = parse_uuid(saisie.get("envoi", ""))
    if base is None:
        return None
    typed = sorted((nom, saisie.getlist(nom)) for nom in saisie if nom != "csrfmiddlewaretoken")
    return uuid5(base, json.dumps(typed))


def _create_fourni(request: HttpRequest, fourni: EspaceFourni) -> HttpResponse:
    try:
        espace = fourni.build(get_compte(request), _get_uuid(request.POST))
    except PerimetreInconnu:
        messages.warning(request, PAS_CHARGE)
        return redirect(f"{request.path}?type={TypeEspace.ENTRAINEMENT}")
    messages.success(request, "Cet espace est à vous\u00a0: changez-le sans crainte, il revient d’un geste à ce point.")
    return redirect("espaces:espace_detail", espace.pk)


def _get_choix(saisie: QueryDict) -> dict[str, Any]:
    """The type, whose form is shown; the offer to share that waits for the espace of a département, when there is one.

    The other types keep what was found for this one.
    """
    type_espace = TypeEspace(choisi) if (choisi := saisie.get("type")) in TypeEspace.values else TypeEspace.TERRITOIRE
    cle = saisie.get("partage", "")
    partage = get_partage(cle) if cle else None
    return {
        "types": [(cle_type, cle_type.label, phrase) for cle_type, phrase in PHRASES_TYPES.items()],
        "type_espace": type_espace,
        "sur_des_communes": type_espace in SUR_DES_COMMUNES,
        "cle_partage": cle,
        "envoi": parse_uuid(saisie.get("envoi", "")) or uuid4(),
        "partage": partage if partage and partage.is_en_attente else None,
    }


def _get_depart(saisie: QueryDict, type_espace: TypeEspace) -> dict[str, Any]:
    """The form as one finds it, empty or with the communes of the territory that was asked; or answers to a search.

    An answer that is alone needs no choice.
    """
    formulaire = FORMULAIRES[type_espace]
    q, reference = saisie.get("q", "").strip()[:MAX_LONGUEUR_RECHERCHE], saisie.get("depuis", "")
    context: dict[str, Any] = {"q": q, "form": formulaire()}
    if not issubclass(formulaire, EspaceForm):
        return context | {"q": ""}
    if q and not reference:
        resultats = search_territoires(q, limit=LIMITE)
        if len(resultats) != 1:
            return context | {"resultats": resultats, "suggestions": () if resultats else suggest_territoires(q)}
        reference = resultats[0].reference
    if reference:
        try:
            depart = get_perimetre(reference)
            context |= {"form": formulaire(depart=depart), "depart": depart}
        except PerimetreInconnu as error:
            context["inconnu"] = error
    elif type_espace == TypeEspace.ENTRAINEMENT:
        context |= {"exercice": get_resume_fictif(), "fournis": fournis.get_all()}
    return context


def _create(request: HttpRequest, context: dict[str, Any], form: forms.Form) -> HttpResponse:
    espace = create_espace(
        by=get_compte(request),
        type_espace=context["type_espace"],
        uuid=_get_uuid(request.POST),
        **{champ: form.cleaned_data[champ] for champ in CHAMPS if champ in form.cleaned_data},
    )
    if context["partage"] and espace.type == TypeEspace.DEPARTEMENT:
        return redirect("espaces:partage_detail", context["cle_partage"])
    return redirect("espaces:espace_detail", espace.pk)
