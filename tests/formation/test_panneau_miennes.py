"""The sessions that a person follows, in her account: hers alone."""

import pytest
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db


def test_an_account_leads_to_its_own_pages(session, etrangere, connecte):
    sienne = create_inscription_essai(session, "Elle", compte=etrangere)
    autre = create_inscription_essai(session, "Une autre", email=etrangere.email)
    page = connecte(etrangere).get(reverse("comptes:compte_detail")).content.decode()
    assert "Vos formations" in page
    assert reverse("formation:stagiaire_detail", args=[build_cle(sienne)]) in page
    assert build_cle(autre) not in page


def test_who_never_enrolled_sees_nothing_of_it(session, etrangere, connecte):
    assert "Vos formations" not in connecte(etrangere).get(reverse("comptes:compte_detail")).content.decode()


def test_it_costs_the_same_with_many(session, etrangere, connecte, count_queries_get):
    client, url = connecte(etrangere), reverse("comptes:compte_detail")
    create_inscription_essai(session, compte=etrangere)
    once = count_queries_get(client, url)
    for rang in range(10):
        create_inscription_essai(session, f"P{rang}", compte=etrangere)
    assert count_queries_get(client, url) == once
