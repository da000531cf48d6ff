"""What an espace shows to départements, and what a département reads of its territoires."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.partage import (
    close_partage,
    refuse_partage,
    submit_partage,
    update_partage,
    validate_partage,
)
from convive.espaces.forms.partage import ChampsForm, PartageForm, ReponsePartageForm
from convive.espaces.models import Cote, Membre, Partage
from convive.espaces.partages import ChampPartage, partages
from convive.espaces.permissions import can_list_territoires, can_update_partages, can_validate_partages
from convive.espaces.rules import PHRASES_PARTAGE, EspaceRefuse, fold_email
from convive.espaces.selectors.partage import (
    LignePartage,
    build_tableau_partages,
    get_partage,
    get_partage_in_espace,
    get_partage_recu,
    list_departements,
    list_partages,
    list_partages_recus,
)
from convive.espaces.views.acces import explain_expire
from convive.espaces.views.lien_a_copier import keep_lien, show_liens
from convive.espaces.views.page import Page, Pages, Rendu, Rubrique

PARTAGES = "espaces:partage_list"
TERRITOIRES = "espaces:territoire_list"
DETAIL = "espaces/partage_detail.html"


def _get_recu(membre: Membre, uuid: object) -> LignePartage | None:
    return get_partage_recu(membre, str(uuid))


FAITS = {
    "proposer": "La proposition de partage est enregistrée.",
    "renvoyer": "La proposition de partage est renouvelée.",
    "changer": "Le partage est modifié.",
    "arreter": "Le partage est arrêté.",
}

pages = Pages(Rubrique(PARTAGES), "partages/")
territoires = Pages(Rubrique(TERRITOIRES), "territoires/")
territoire = territoires.objet(
    "<uuid:partage_uuid>/", _get_recu, "Aucun territoire ne partage cela avec cet espace.", nom="ligne"
)


# Stopping is allowed in an espace that has expired; the actions refuse the other gestures.
@pages.ecriture("", droit=can_update_partages, is_lecture=True)
def partage_list(page: Page) -> Rendu:
    """Offer, change, stop."""
    form, cible, erreur = PartageForm(), None, ""
    champs_form = ChampsForm()
    if page.is_envoi:
        cible = _get_cible(page)
        form = PartageForm(page.data if cible is None else None)
        champs_form = ChampsForm(page.data if page.geste == "changer" else None, auto_id=_get_auto_id(cible))
        try:
            if _submit(page, cible, champs_form if cible else form):
                return page.redirect(page.get_url(PARTAGES), FAITS[page.geste])
        except EspaceRefuse as error:
            erreur = str(error)
    actifs, attente = list_partages(page.espace)
    show_liens(page.request, [ligne.partage for ligne in attente])
    lignes = [(ligne, _get_form(ligne, cible, champs_form)) for ligne in actifs]
    return {"lignes": lignes, "attente": attente, "form": form, "erreur": erreur}


def _get_cible(page: Page) -> Partage | None:
    """The agreement of the gesture; None for an offer."""
    if page.geste == "proposer":
        return None
    partage = get_partage_in_espace(page.espace, page.request.POST.get("objet", ""))
    if partage is None or page.geste not in ("changer", "arreter", "renvoyer"):
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    return partage


def _get_auto_id(partage: Partage | None) -> str:
    return f"id_{partage.pk}_%s" if partage else "id_%s"


def _get_form(ligne: LignePartage, cible: Partage | None, form: ChampsForm) -> ChampsForm:
    """The boxes of an agreement; those that were just sent come back as they are when they have to be corrected."""
    if ligne.partage == cible and form.is_bound:
        return form
    return ChampsForm(champs=ligne.partage.champs, auto_id=_get_auto_id(ligne.partage))


def _submit(page: Page, cible: Partage | None, form: ChampsForm) -> bool:
    """Do the gesture; False when the form has to be corrected."""
    geste = page.geste
    if cible is None:
        return form.is_valid() and _offer(page, **form.cleaned_data)
    if geste == "changer":
        if not form.is_valid():
            return False
        depart = page.request.POST["depart"].split() if "depart" in page.request.POST else None
        update_partage(by=page.compte, partage=cible, champs=form.cleaned_data["champs"], depart=depart)
    elif geste == "renvoyer":
        if not cible.is_en_attente and not cible.is_expiree:
            raise EspaceRefuse("Ce partage a déjà une réponse.")
        return _offer(page, cible.email, cible.champs)
    else:
        close_partage(by=page.compte, partage=cible, cote=Cote.TERRITOIRE)
    return True


def _offer(page: Page, email: str, champs: Any) -> bool:
    partage = submit_partage(
        by=page.compte,
        espace=page.espace,
        email=email,
        champs=champs,
        build_url=lambda secret: page.request.build_absolute_uri(reverse("espaces:partage_detail", args=[secret])),
    )
    keep_lien(page.request, partage)
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def partage_detail(request: HttpRequest, cle: str) -> HttpResponse:
    """The page of an offer to share: opening it changes nothing, a button accepts or declines."""
    partage = get_partage(cle)
    if partage is None:
        return render(request, DETAIL, {"partage": None}, status=404)
    connecte = request.user if request.user.is_authenticated else None
    departements = list_departements(connecte, can_validate_partages) if connecte else []
    accepte = request.method == "POST" and request.POST.get("geste") == "accepter"
    form, erreur = ReponsePartageForm(request.POST if accepte else None, departements=departements), ""
    try:
        if request.method == "POST" and (response := _answer(request, partage, form)):
            return response
    except EspaceRefuse as error:
        erreur = str(error)
    # The offer as it is now: a gesture that was refused may have met the answer of someone else.
    partage.refresh_from_db()
    context = _build_contexte(request, partage) | {"cle": cle, "form": form, "erreur": erreur}
    return render(request, DETAIL, context, status=200 if partage.is_en_attente else 410)


def _build_contexte(request: HttpRequest, partage: Partage) -> dict[str, Any]:
    email = request.user.email if request.user.is_authenticated else ""
    etat = partage.get_etat()
    return {
        "partage": partage,
        "champs": partages.get_for_cles(partage.champs),
        "etat": etat.value,
        "phrase": PHRASES_PARTAGE.get(etat, ""),
        "is_autre_adresse": bool(email) and fold_email(email) != partage.email,
        "url_connexion": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
    }


def _answer(request: HttpRequest, partage: Partage, form: ReponsePartageForm) -> HttpResponse | None:
    """Do what the button says; None when the form has to be corrected, or when no button was pressed."""
    compte = request.user if request.user.is_authenticated else None
    if request.POST.get("geste") == "refuser":
        refuse_partage(by=compte, partage=partage)
        return render(request, DETAIL, {"partage": partage, "etat": "decline"})
    if compte is not None and form.is_bound and form.is_valid():
        departement = form.cleaned_data["departement"]
        accepte = validate_partage(by=compte, partage=partage, departement=departement)
        return redirect("espaces:territoire_detail", departement.pk, accepte.pk)
    return None


@territoires.lecture("", droit=can_list_territoires)
def territoire_list(page: Page) -> dict[str, Any]:
    """The territoires that share something with a département."""
    return {"tableau": build_tableau_partages(list_partages_recus(page.membre))}


# Stopping is allowed in an espace that has expired: nothing else is done here.
@territoire.ecriture("", droit=can_list_territoires, ecrit=can_validate_partages, is_lecture=True)
def territoire_detail(page: Page, ligne: LignePartage) -> Rendu:
    """What one territoire shows to a département: read, never changed, field by field."""
    if page.is_envoi:
        if page.geste != "arreter":
            raise Http404("Cette action n’existe pas.")
        # When the other side was quicker, it is stopped, as was asked.
        with suppress(EspaceRefuse):
            close_partage(by=page.compte, partage=ligne.partage, cote=Cote.DEPARTEMENT)
        return page.redirect(page.get_url(TERRITOIRES), FAITS["arreter"])
    return {
        "partage": ligne.partage,
        "champs": [(champ, _render_champ(page.request, champ, ligne)) for champ in ligne.champs],
        "peut_arreter": can_validate_partages(page.membre),
    }


def _render_champ(request: HttpRequest, champ: ChampPartage, ligne: LignePartage) -> SafeString:
    """Empty when the territoire has nothing there yet."""
    contexte = champ.get_contexte(request, ligne.partage.espace)
    if contexte is None:
        return SafeString("")
    return render_to_string(champ.template, {"panneau": champ, **contexte}, request)


pages.urls += [
    *territoires.urls,
    path("espaces/partage/<str:cle>/", partage_detail, name="partage_detail"),
]
