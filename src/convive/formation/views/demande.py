"""Requests for training: submitted without a compte, read by the organisme, turned into a draft or closed with an
outcome."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.permissions import EspaceExpire
from convive.espaces.views.page import Formulaire, Page
from convive.formation.actions.demande import close_demande, create_programme_demande, reopen_demande, submit_demande
from convive.formation.forms.demande import DemandeForm, SuiteForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.demande import DemandeLue, get_demande, get_questionnaire_besoin, list_demandes
from convive.formation.views.formation_publique import build_contexte_public, get_organisme_public_or_404
from convive.formation.views.rubrique import DEMANDES, PROGRAMME, build_pages, place_formation
from convive.socle.formulaires import explain_refus


def _place(page: Page) -> None:
    place_formation(page)
    page.lead("Demandes", page.get_url(DEMANDES))


pages = build_pages("demandes/", DEMANDES)
demande = pages.objet(
    "<uuid:demande_uuid>/", get_demande, "Cette demande n’est pas dans cet espace.", nom="lue", autour=_place
)


@require_http_methods(["GET", "HEAD", "POST"])
def demande_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """Submit a request to an organisme, without a compte. `?merci` is the page shown after submission."""
    organisme = get_organisme_public_or_404(espace_uuid)
    questionnaire = get_questionnaire_besoin()
    form, status = DemandeForm(request.POST if request.method == "POST" else None, questionnaire=questionnaire), 200
    if form.is_valid():
        try:
            submit_demande(
                espace=organisme.espace,
                cle=form.cleaned_data["cle"],
                valeurs=form.get_contact(),
                reponses=form.get_reponses(),
                adresse_ip=get_adresse_ip(request),
                url=request.build_absolute_uri(reverse(DEMANDES, args=[espace_uuid])),
            )
            return redirect(f"{request.path}?merci")
        except FormationRefusee as refus:
            explain_refus(form, refus)
            status = 429
        except EspaceExpire:
            form.add_error(None, "Cet organisme ne reçoit plus de demandes ici.")
    context = build_contexte_public(organisme, form=form, questionnaire=questionnaire, is_partie="merci" in request.GET)
    return render(request, "formation/demande_create.html", context, status=status)


pages.urls.append(path("formations/<uuid:espace_uuid>/demander/", demande_create, name="demande_create"))


@pages.lecture("", droit=can_organiser)
def demande_list(page: Page) -> dict[str, Any]:
    """The requests, unread ones first."""
    return {"demandes": list_demandes(page.membre)[:200]}


@demande.ecriture("", droit=can_organiser)
def demande_detail(page: Page, lue: DemandeLue) -> Formulaire:
    """The needs, the suggested draft, and the outcome. `geste` is programme or rouvrir; without it, the form records
    the outcome."""
    quoi: dict[str, Any] = {"by": page.compte, "demande": lue.demande}
    form = SuiteForm(None if page.geste else page.data, initial={"suite": lue.demande.suite})
    contexte = {"demande": lue.demande, "form": form}
    if page.geste == "programme":
        return Formulaire(
            None,
            lambda: create_programme_demande(**quoi),
            fait="Le brouillon est prêt\u00a0: relisez-le avec l’organisation.",
            suite=lambda programme: page.get_url(PROGRAMME, programme.pk),
            contexte=contexte,
        )
    if page.geste == "rouvrir":
        return Formulaire(
            None,
            lambda: reopen_demande(**quoi),
            fait="La demande est rouverte.",
            suite=page.request.path,
            contexte=contexte,
        )
    return Formulaire(
        form,
        lambda: close_demande(**quoi, suite=form.cleaned_data["suite"]),
        fait="La demande est classée, avec sa suite.",
        suite=page.get_url(DEMANDES),
        contexte=contexte,
    )
