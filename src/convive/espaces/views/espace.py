"""An espace: those of a person, a new one, its home, its périmètre, its rights, its journal."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from convive.comptes.requetes import get_compte
from convive.espaces.actions.debut import close_debut
from convive.espaces.actions.espace import create_espace, update_perimetre_espace
from convive.espaces.forms.espace import FORMULAIRES, PHRASES_TYPES, EspaceForm, PerimetreForm
from convive.espaces.forms.filtre_journal import FiltreJournalForm
from convive.espaces.fournis import PAS_CHARGE, EspaceFourni, fournis
from convive.espaces.memoire import open_memoire
from convive.espaces.models import TYPES_SANS_TERRITOIRE, TypeEspace
from convive.espaces.onglets import Groupe, onglets
from convive.espaces.permissions import (
    NOM_EQUIPE,
    can_delete_corbeille,
    can_get_droits,
    can_get_espace,
    can_get_journal,
    can_list_membres,
    can_reset_espace,
    can_submit_invitation,
    can_update_perimetre,
)
from convive.espaces.rules import EspaceRefuse, get_lundi
from convive.espaces.selectors.droits import (
    count_liens_utilisables,
    list_droits,
    list_droits_membre,
    list_personnes_par_role,
)
from convive.espaces.selectors.espace import (
    build_lignes_perimetres,
    get_dernier_perimetre,
    get_perimetre_espace,
    list_espaces,
    list_perimetres,
)
from convive.espaces.selectors.journal import get_choix_journal, get_url_ligne, list_journal
from convive.espaces.selectors.limites import build_limites_en_mots
from convive.espaces.selectors.partage import get_partage, list_partages
from convive.espaces.selectors.suppression import get_date_effacement, list_espaces_supprimes
from convive.espaces.selectors.tableau_droits import build_tableau_droits
from convive.espaces.views.acces import ACCUEIL, REGLAGES
from convive.espaces.views.page import GESTE_INCONNU, Formulaire, Page, Pages, Rendu, Rubrique
from convive.socle.formats import periode
from convive.socle.uuids import parse_uuid
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from convive.territoires.rules.noms import MAX_LONGUEUR_RECHERCHE
from convive.territoires.selectors import get_perimetre, search_territoires, suggest_territoires
from convive.territoires.selectors.resumes import get_resume_fictif
from convive.ui.pagination import build_parametres

CREATION = "espaces/espace_create.html"
PERIMETRE = "espaces:perimetre_update"
LIMITE = 8
SUR_DES_COMMUNES = (TypeEspace.TERRITOIRE, TypeEspace.ENTRAINEMENT)
CHAMPS = ("nom", "codes", "expire_le")

pages = Pages(Rubrique(ACCUEIL), "")
perimetre = Pages(Rubrique(PERIMETRE), "perimetre/")
droits = Pages(Rubrique("espaces:espace_droits"), "qui-voit-quoi/")
journal = Pages(Rubrique("espaces:espace_journal"), "journal/")
reglages = Pages(Rubrique(REGLAGES), "reglages/")


@login_required
@require_safe
def espace_list(request: HttpRequest) -> HttpResponse:
    """The espaces of the person who is logged in."""
    membres = list_espaces(get_compte(request))
    places = [(membre, "espace_detail" if can_get_espace(membre) else "espace_droits") for membre in membres]
    supprimes = [(espace, get_date_effacement(espace)) for espace in list_espaces_supprimes(get_compte(request))]
    return render(request, "espaces/espace_list.html", {"places": places, "supprimes": supprimes})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_create(request: HttpRequest) -> HttpResponse:
    """Choose what it is for, find the territory, done."""
    saisie = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and (fourni := fournis.get(saisie.get("fourni", ""))):
        return _create_fourni(request, fourni)
    context = _get_choix(saisie)
    if request.method != "POST":
        return render(request, CREATION, context | _get_depart(saisie, context["type_espace"]))
    form = FORMULAIRES[context["type_espace"]](request.POST)
    if saisie.get("type") not in TypeEspace.values:
        form.add_error(None, "Choisissez d’abord, ci-dessus, le type de l’espace.")
    if form.is_valid():
        try:
            return _create(request, context, form)
        except (PerimetreRefuse, EspaceRefuse) as error:
            form.add_error(None, list(error.messages))
    return render(request, CREATION, context | {"form": form, "q": ""})


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
    messages.success(request, "Cet espace est à vous\u00a0: changez-le sans crainte, il revient d’un clic à ce point.")
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


@pages.ecriture("", droit=can_get_espace, ecrit=can_submit_invitation)
def espace_detail(page: Page) -> HttpResponse:
    """The home of an espace, made of panels that every package brings; the list of its first steps is put away here."""
    if page.geste == "masquer_debut":
        close_debut(by=page.compte, espace=page.espace)
        return page.redirect(page.get_url(ACCUEIL), "La liste est masquée\u00a0: chaque étape reste dans les menus.")
    if page.is_envoi:
        messages.error(page.request, GESTE_INCONNU)
    request, membre, lundi = page.request, page.membre, get_lundi(page.today)
    # Read once: the panels of the page take it from here.
    request.perimetre = get_perimetre_espace(page.espace)  # type: ignore[attr-defined]  # set on the object at run time
    memoire = request.memoire = open_memoire(membre, timezone.now())  # type: ignore[attr-defined]  # as above
    contexte = {
        "perimetre": request.perimetre,  # type: ignore[attr-defined]  # as above
        "attend_perimetre": page.espace.type not in TYPES_SANS_TERRITOIRE,
        "peut_choisir_perimetre": can_update_perimetre(membre),
        "peut_remettre": can_reset_espace(membre),
        "semaine": periode(lundi, lundi + timedelta(days=6)),
    }
    response = page.render("espaces/espace_detail.html", contexte)
    memoire.save()
    return response


@reglages.lecture("", droit=can_get_droits)
def espace_reglages(page: Page) -> dict[str, Any]:
    """The pages that set the espace, each in a sentence: one way to them all."""
    return {"reglages": onglets.get_for_membre(page.membre, Groupe.REGLAGES)}


@perimetre.ecriture("", droit=can_update_perimetre)
def perimetre_update(page: Page) -> Formulaire:
    """The communes of an espace from a day on, and those that it had before."""
    perimetres = list_perimetres(page.espace)
    form = PerimetreForm(page.data, depart=get_dernier_perimetre(perimetres))

    def save() -> None:
        codes, date_debut = form.cleaned_data["codes"], form.cleaned_data["date_debut"]
        try:
            update_perimetre_espace(by=page.compte, espace=page.espace, codes=codes, date_debut=date_debut)
        except PerimetreRefuse as refus:
            raise EspaceRefuse(*refus.messages) from refus

    contexte = {"perimetres": build_lignes_perimetres(perimetres)}
    return Formulaire(form, save, fait="Périmètre enregistré.", suite=page.get_url(PERIMETRE), contexte=contexte)


@droits.lecture("", droit=can_get_droits)
def espace_droits(page: Page) -> dict[str, Any]:
    """« Qui voit quoi »: the rights that every package declares, a table; with `?detail=`, those of one domain."""
    membre, espace, get = page.membre, page.espace, page.request.GET
    domaines = list_droits(list_droits_membre(membre), espace)
    detail = get.get("detail", "")
    return {
        "equipe": NOM_EQUIPE,
        "tableau": build_tableau_droits(membre, get.get("role", "")),
        "domaines": domaines,
        "detail": detail,
        "lignes": domaines.get(detail, ()),
        "ma_place": build_limites_en_mots(espace, [membre])[membre.pk],
        "personnes": list_personnes_par_role(espace, avec_noms=can_list_membres(membre)),
        "partages": list_partages(espace)[0],
        "liens": count_liens_utilisables(espace),
    }


@journal.lecture("", droit=can_get_journal)
def espace_journal(page: Page) -> Rendu:
    """Who did what, and when. With `?ligne=`, the page of the object of a line: it is looked for when one goes there,
    and not for each line."""
    membre, get = page.membre, page.request.GET
    if "ligne" in get:
        uuid = parse_uuid(get["ligne"])
        if not (uuid and (url := get_url_ligne(membre, uuid))):
            raise Http404("Cette page n’existe plus, ou vous n’y avez pas accès.")
        return page.redirect(url)
    form = FiltreJournalForm(get, choix=get_choix_journal(membre))
    with_disparus = can_delete_corbeille(membre)
    liste, lignes = list_journal(membre, form.get_filtre(), get.get("page", ""), with_disparus=with_disparus)
    return {"form": form, "liste": liste, "lignes": lignes, "parametres": build_parametres(get)}


pages.urls += [
    *perimetre.urls,
    *droits.urls,
    *journal.urls,
    *reglages.urls,
    path("espaces/", espace_list, name="espace_list"),
    path("espaces/creer/", espace_create, name="espace_create"),
]
