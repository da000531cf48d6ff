"""The magic links of an espace: sent, revoked, sent again, opened."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.actions.lien import (
    close_lien,
    reopen_lien,
    submit_demande,
    submit_demande_perdue,
    submit_lien,
    validate_lien,
)
from convive.espaces.forms.lien import LienForm, LienPerduForm
from convive.espaces.middleware import get_suivi
from convive.espaces.models import LienMagique
from convive.espaces.permissions import EspaceExpire, can_list_liens, can_update_membre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.selectors.lien import (
    MAX_LIENS,
    LienResolu,
    get_cible,
    get_lien_in_espace,
    list_liens,
    resolve_lien,
)
from convive.espaces.views.lien_a_copier import is_parti, keep_lien, show_liens
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu, Rubrique
from convive.espaces.views.public import build_url_lien, build_url_liste, without_account

PAGE = "espaces:lien_list"
DETAIL = "espaces/lien_detail.html"
FAITS = {"annuler": "Le lien est annulé\u00a0: il ne s’ouvre plus.", "renvoyer": "Un nouveau lien remplace l’ancien."}

pages = Pages(Rubrique(PAGE), "liens/")


@pages.ecriture("", droit=can_list_liens)
def lien_list(page: Page) -> Rendu:
    """« Liens envoyés »: who received what, what became of it; revoke, send again."""
    erreur = ""
    if page.is_envoi:
        try:
            _submit(page)
            return page.redirect(page.get_url(PAGE), FAITS[page.geste])
        except EspaceRefuse as error:
            erreur = str(error)
    lignes = list_liens(page.membre)
    show_liens(page.request, [ligne.lien for ligne in lignes])
    return {
        "lignes": lignes,
        "erreur": erreur,
        "limite": MAX_LIENS,
        "peut_confirmer": can_update_membre(page.membre),
    }


def _submit(page: Page) -> None:
    """Do the gesture on a link of this espace; a link of another does not exist here."""
    lien = get_lien_in_espace(page.espace, page.request.POST.get("objet", ""))
    geste = page.geste
    if lien is None or geste not in ("annuler", "renvoyer"):
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    if geste == "annuler":
        close_lien(by=page.membre, lien=lien)
    else:
        keep_lien(page.request, reopen_lien(by=page.membre, lien=lien, build_url=build_url_lien(page.request)))


@pages.ecriture("envoyer/", droit=can_list_liens)
def lien_create(page: Page) -> Formulaire:
    """From the page of an object, which gives its reference and the gesture in the address."""
    cible = get_cible(page.membre, page.request.GET.get("objet", ""), page.request.GET.get("geste", ""))
    if cible is None:
        raise Http404("La page à laquelle mènerait ce lien n’existe pas dans cet espace.")
    geste, objet = cible
    if not geste.can_submit(page.membre, objet):
        raise PermissionDenied("Votre rôle dans cet espace ne permet pas d’envoyer ce lien.")
    form = LienForm(page.data, initial={**geste.get_destinataire(objet), "duree": str(geste.duree.days)})
    build_url = build_url_lien(page.request)
    return Formulaire(
        form,
        lambda: keep_lien(
            page.request,
            submit_lien(by=page.membre, geste=geste, objet=objet, build_url=build_url, **form.cleaned_data),
        ),
        fait=lambda lien: f"Le lien est envoyé à {lien.email}." if is_parti(lien) else "",
        suite=page.get_url(PAGE),
        contexte={"gesture": geste, "question": geste.get_question(objet)},
    )


@without_account
def lien_demande(request: HttpRequest) -> HttpResponse:
    """« J’ai perdu mon lien »: the answer is the same whether the address received one or not."""
    form, etat = LienPerduForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        is_faite = submit_demande_perdue(
            email=form.cleaned_data["email"],
            adresse_ip=get_adresse_ip(request),
            url_liste=build_url_liste(request),
        )
        etat = "faite" if is_faite else "refusee"
    status = 429 if etat == "refusee" else 200
    return render(request, "espaces/lien_demande.html", {"form": form, "etat": etat}, status=status)


@without_account
def lien_detail(request: HttpRequest, cle: str) -> HttpResponse:
    """The page of a magic link: opening it changes nothing, a button makes the gesture."""
    lien = get_suivi(request).lien
    if lien is None:
        return render(request, DETAIL, {"resolu": None}, status=404)
    if request.method == "POST" and request.POST.get("demande"):
        return _submit_demande(request, lien)
    return _show(request, lien, cle)


def _submit_demande(request: HttpRequest, lien: LienMagique) -> HttpResponse:
    resolu, is_faite = resolve_lien(lien), False
    if resolu.is_redemandable:
        is_faite = submit_demande(liens=[lien], adresse_ip=get_adresse_ip(request), url_liste=build_url_liste(request))
    context = {"resolu": resolu, "demande": "faite" if is_faite else "refusee"}
    return render(request, DETAIL, context, status=200 if is_faite else 429)


def _show(request: HttpRequest, lien: LienMagique, cle: str) -> HttpResponse:
    resolu, erreur, form = resolve_lien(lien), "", None
    if resolu.is_actif and resolu.geste:
        form = resolu.geste.build_form(lien, resolu.objet, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                validate_lien(lien=lien, data=form.cleaned_data)
                return redirect(f"{request.path}?fait=1")
            except (EspaceRefuse, EspaceExpire) as error:
                erreur, resolu = str(error), resolve_lien(lien)
    is_fait = request.method != "POST" and lien.usages > 0 and "fait" in request.GET
    context = _build_contexte(resolu) | {
        "form": form,
        "erreur": erreur,
        "is_fait": is_fait,
        "suite": resolu.geste.get_suite(lien, resolu.objet) if is_fait and resolu.is_actif and resolu.geste else "",
        "cle": cle,
        "is_fictif": is_espace_fictif(lien.espace),
    }
    return render(request, DETAIL, context, status=200 if resolu.is_actif or is_fait else 410)


def _build_contexte(resolu: LienResolu) -> dict[str, object]:
    geste, objet = resolu.geste, resolu.objet
    shown = geste is not None and objet is not None
    return {
        "resolu": resolu,
        "question": geste.get_question(objet) if shown and geste else "",
        **(geste.get_contexte(objet) if shown and geste else {}),
    }


pages.urls += [
    path("espaces/lien/", lien_demande, name="lien_demande"),
    path("espaces/lien/<str:cle>/", lien_detail, name="lien_detail"),
]
