"""What every page of an espace refuses, and how: login, 404 for what is not there, 403 for what one may not do."""

from collections.abc import Collection, Iterator

import pytest
from django.test import Client
from django.utils import timezone

from convive.espaces.models import Espace, Membre, Role, TypeEspace
from tests.contrat.decor import Decor
from tests.contrat.lecture import assert_no_faute, get_statut, post_statut
from tests.contrat.routes import Route
from tests.contrat.table import MEME_EXPIRE, PAQUETS, ROUTES, SUPPRIME, TOUS, UN_BOUTON, Acces, get_acces, get_types
from tests.personas import is_login_asked

pytestmark = pytest.mark.django_db
d_un_paquet = pytest.mark.parametrize("paquet", PAQUETS)


def list_pages(decor: Decor, paquet: str) -> Iterator[tuple[Route, Acces, str]]:
    for route in ROUTES:
        if route.paquet == paquet:
            acces = get_acces(route)
            yield route, acces, decor.get_url(route, acces.sorte)


def get_quelqu_un(noms: Collection[str]) -> str:
    """The first of these people who is a membre of both espaces."""
    return next(nom for nom in ("chargee", "directeur", "elue") if nom in noms)


@d_un_paquet
def test_pages_ask_to_log_in_and_do_not_exist_for_a_stranger(paquet: str, decor: Decor):
    fautes = []
    for route, acces, url in list_pages(decor, paquet):
        ask = Client().post if acces.ouvre == 405 else Client().get
        if not is_login_asked(ask(url), url):
            fautes.append(f"{route} × anonyme : n’envoie pas se connecter")
        statuts = [post_statut(decor.etrangere, url)[0]]
        statuts += [] if acces.ouvre == 405 else [get_statut(decor.etrangere, url)]
        attendus = {404} if acces.ecrit else {404, 405}
        if not {*statuts} <= attendus:
            fautes.append(f"{route} × étrangère : {statuts}, attendu 404")
    assert_no_faute(fautes)


@d_un_paquet
def test_forms_are_sent_by_their_roles_only(paquet: str, decor: Decor):
    """With an unknown action: pages with actions must ignore it, and no page may fail."""
    fautes = []
    for route, acces, url in list_pages(decor, paquet):
        for nom in sorted(TOUS) if acces.ecrit else ["chargee"]:
            statut, traces = post_statut(decor.clients[nom], url)
            if not acces.ecrit:
                attendus = {405}
            elif nom in acces.ecrit:
                attendus = {200, 302, 400, 404, 422}
            else:
                attendus = {404} if nom in acces.ignore and nom not in acces.lit else {403}
            if statut not in attendus:
                fautes.append(f"{route} × {nom} : {statut}, attendu {attendus}")
            if traces and not (route.page in UN_BOUTON and nom in acces.ecrit):
                fautes.append(f"{route} × {nom} : un geste inconnu a laissé une trace")
    assert_no_faute(fautes)


@d_un_paquet
def test_objects_of_another_espace_do_not_exist(paquet: str, decor: Decor):
    """People are membres of both espaces. Each URL argument in turn is replaced by an object of the other espace."""
    fautes = []
    for route, acces, _ in list_pages(decor, paquet):
        # Only someone who votes has a ballot; and « Entre pairs » has a single entrance for all questions.
        client = decor.clients["elue" if route.page == "diagnostic:vote_create" else get_quelqu_un(acces.lit)]
        if acces.ouvre == 302:
            continue
        for quoi, url in decor.list_urls_voisines(route, acces.sorte).items():
            statut = post_statut(client, url)[0] if acces.ouvre == 405 else get_statut(client, url)
            if statut != 404:
                fautes.append(f"{route} × {quoi} d’un autre espace : {statut}")
    assert_no_faute(fautes)


@d_un_paquet
def test_an_espace_that_has_expired_is_read_and_nothing_changes_there(paquet: str, decor: Decor):
    Espace.objects.update(expire_le=timezone.localdate())
    fautes = []
    for route, acces, url in list_pages(decor, paquet):
        if acces.sorte == SUPPRIME:
            continue
        if (statut := get_statut(decor.clients[get_quelqu_un(acces.lit)], url)) != acces.ouvre:
            fautes.append(f"{route} ne se lit plus : {statut}")
        if not acces.ecrit or route.page in MEME_EXPIRE:
            continue
        statut, traces = post_statut(decor.clients[get_quelqu_un(acces.ecrit)], url)
        if statut != 403 or traces:
            fautes.append(f"{route} change encore : {statut}, attendu 403")
    assert_no_faute(fautes)


def test_a_deleted_espace_is_nowhere(decor: Decor):
    Espace.objects.update(date_suppression=timezone.now())
    fautes = []
    for route in ROUTES:
        acces = get_acces(route)
        if acces.sorte == SUPPRIME:
            continue
        client, url = decor.clients[get_quelqu_un(acces.lit)], decor.get_url(route, acces.sorte)
        statut = post_statut(client, url)[0] if acces.ouvre == 405 else get_statut(client, url)
        if statut != 404:
            fautes.append(f"{route} : {statut}, attendu 404")
    assert_no_faute(fautes)


@pytest.mark.parametrize("type_espace", TypeEspace)
def test_pages_are_in_the_espaces_of_their_type_only(type_espace: TypeEspace, decor: Decor):
    Espace.objects.update(type=type_espace)
    fautes = []
    for route in ROUTES:
        acces = get_acces(route)
        if type_espace in get_types(route):
            continue
        client, url = decor.clients[get_quelqu_un(acces.lit)], decor.get_url(route, acces.sorte)
        if (statut := get_statut(client, url)) != 403:
            fautes.append(f"{route} : {statut}, attendu 403")
    assert_no_faute(fautes)


def test_a_place_limited_to_a_commune_reads_the_ctg_and_does_not_write_it(decor: Decor):
    Membre.objects.filter(role=Role.DIRECTION).update(communes=["86078"])
    fautes = []
    for route, acces, url in list_pages(decor, "convention"):
        attendu = 200 if "elue" in acces.lit else 403
        if (statut := get_statut(decor.clients["directeur"], url)) != attendu:
            fautes.append(f"{route} : {statut}, attendu {attendu}")
    assert_no_faute(fautes)


@pytest.mark.parametrize(
    ("page", "argument", "inconnu"),
    [
        ("acteurs:doublon_update", "acteurs:cle", "espace"),
        ("echanges:discussion_create", "echanges:objet_type", "membre"),
        ("echanges:discussion_create", "echanges:objet_type", "inconnu"),
        ("echanges:discussion_create", "echanges:objet_type", "commentaire"),
        ("offre:type_service_update", "offre:cle", "inconnu"),
    ],
)
def test_what_nobody_declares_is_not_there(page: str, argument: str, inconnu: str, decor: Decor):
    (route,) = (route for route in ROUTES if route.page == page)
    url = route.get_url({**decor.objets[get_acces(route).sorte], argument: inconnu})
    assert get_statut(decor.chargee, url) == 404
