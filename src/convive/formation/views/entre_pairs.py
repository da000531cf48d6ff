"""The three entrances of « Entre pairs »: the espace of the organisme, where trainers read and moderate, and join like
anybody else to write; the espace where somebody works, of which nothing is shared; the private page of a stagiaire."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from convive.espaces.models import Espace, Membre
from convive.espaces.views.page import Page, Pages
from convive.formation.permissions import can_animer
from convive.formation.rules.pairs import has_suivi
from convive.formation.selectors.pairs import get_pair, list_organismes_pairs
from convive.formation.selectors.transmis import list_transmis_compte, list_transmis_stagiaire
from convive.formation.views.annuaire_pairs import answer_annuaire
from convive.formation.views.page_stagiaire import PAIRS as PAIRS_STAGIAIRE
from convive.formation.views.page_stagiaire import PagesStagiaire, PageStagiaire
from convive.formation.views.question_pair import answer_question, answer_questions
from convive.formation.views.rubrique import PAIRS, build_pages
from convive.formation.views.visite_pairs import VisitePairs
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.views.rubrique import EVALUATIONS, POSTE


def _get_organisme(membre: Membre, uuid: UUID) -> Espace | None:
    organismes = list_organismes_pairs(membre.compte, timezone.localdate())
    return next((row.espace for row in organismes if row.espace_id == uuid), None)


pages = build_pages("entre-pairs/", PAIRS)
du_poste = Pages(POSTE, "prise-de-poste/entre-pairs/", onglet=EVALUATIONS).objet(
    "<uuid:organisme_uuid>/", _get_organisme, "Cet organisme n’a pas ouvert «\u00a0Entre pairs\u00a0» ici."
)
du_stagiaire = PagesStagiaire("entre-pairs/", onglet=PAIRS_STAGIAIRE)

type Suite = str | dict[str, Any]
"""A function that returns the context of a page, or the URL to redirect to after an action."""


def _build_visite_organisme(page: Page) -> VisitePairs:
    return VisitePairs(
        page.espace,
        "",
        (page.espace.pk,),
        get_pair(page.espace, None, page.compte),
        nom_propose=page.compte.nom_affiche,
        organisation_proposee=page.espace.nom,
        compte=page.compte,
        is_moderation=True,
    )


def _build_visite_poste(page: Page, organisme: Espace) -> VisitePairs:
    return VisitePairs(
        organisme,
        "poste_",
        (page.espace.pk, organisme.pk),
        get_pair(organisme, None, page.compte),
        nom_propose=page.compte.nom_affiche,
        compte=page.compte,
        is_ouvert=not page.espace.is_expire,
        list_transmis=partial(list_transmis_compte, page.compte),
    )


def _build_visite_stagiaire(page: PageStagiaire) -> VisitePairs:
    inscription, session = page.inscription, page.inscription.session
    return VisitePairs(
        inscription.espace,
        "stagiaire_",
        (page.cle,),
        get_pair(inscription.espace, inscription, inscription.compte),
        nom_propose=inscription.nom,
        organisation_proposee=inscription.employeur,
        inscription=inscription,
        compte=inscription.compte,
        is_ouvert=has_suivi(session.etat, session.date_debut, inscription.etat, timezone.localdate()),
        list_transmis=partial(list_transmis_stagiaire, inscription),
    )


def _enter(
    page: Page | PageStagiaire, visite: VisitePairs, answer: Callable[..., Suite], *args: Any
) -> dict[str, Any] | HttpResponse:
    suite = answer(page.request, visite, *args)
    return page.redirect(suite) if isinstance(suite, str) else suite


@pages.ecriture("", droit=can_animer)
def question_list(page: Page) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_organisme(page), answer_questions)


@pages.ecriture("annuaire/", droit=can_animer)
def pair_list(page: Page) -> dict[str, Any] | HttpResponse:
    """Who offers to help, one's own offer, and one's own settings."""
    return _enter(page, _build_visite_organisme(page), answer_annuaire)


@pages.ecriture("<uuid:question_uuid>/", droit=can_animer)
def question_detail(page: Page, question_uuid: UUID) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_organisme(page), answer_question, question_uuid)


@du_poste.ecriture("", droit=can_follow_parcours)
def poste_question_list(page: Page, organisme: Espace) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_poste(page, organisme), answer_questions)


@du_poste.ecriture("annuaire/", droit=can_follow_parcours)
def poste_pair_list(page: Page, organisme: Espace) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_poste(page, organisme), answer_annuaire)


@du_poste.ecriture("<uuid:question_uuid>/", droit=can_follow_parcours)
def poste_question_detail(page: Page, organisme: Espace, question_uuid: UUID) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_poste(page, organisme), answer_question, question_uuid)


@du_stagiaire.ecriture()
def stagiaire_question_list(page: PageStagiaire) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_stagiaire(page), answer_questions)


@du_stagiaire.ecriture("annuaire/")
def stagiaire_pair_list(page: PageStagiaire) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_stagiaire(page), answer_annuaire)


@du_stagiaire.ecriture("<uuid:question_uuid>/")
def stagiaire_question_detail(page: PageStagiaire, question_uuid: UUID) -> dict[str, Any] | HttpResponse:
    return _enter(page, _build_visite_stagiaire(page), answer_question, question_uuid)


urls = [*pages.urls, *du_poste.urls, *du_stagiaire.urls]
