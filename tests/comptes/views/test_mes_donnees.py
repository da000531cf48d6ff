"""« Mes données » : read, taken back; nothing of anyone else."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from convive.comptes.actions.effacement import submit_effacement
from convive.comptes.registre import donnees_personnelles
from convive.comptes.selectors.mes_donnees import build_texte
from convive.journal.actions import record_geste
from tests.comptes.factories import CompteFactory

URL = "/compte/mes-donnees/"


@pytest.fixture
def connecte(client, compte):
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_everything_that_is_declared_is_told(connecte, compte):
    CompteFactory(email="autre@exemple.test", nom_affiche="Quelqu’un d’autre")
    page = connecte.get(URL).text
    for declaration in donnees_personnelles.get_all():
        assert declaration.libelle.split(" : ")[0].split("’")[0] in page
    assert "Le reste est vide" in page
    assert compte.email in connecte.get(f"{URL}?rubrique=comptes.compte").text
    assert "autre@exemple.test" not in page
    assert "no-store" in connecte.get(URL).headers["Cache-Control"]


def test_numbers_are_counted_at_once_and_rows_are_read_when_asked(connecte, compte):
    with transaction.atomic():
        for _ in range(60):
            record_geste(
                auteur=compte,
                geste="consulter",
                objet_type="compte",
                objet_uuid=compte.pk,
                objet_libelle="Un objet lu",
            )
    with CaptureQueriesContext(connection) as fermee:
        page = connecte.get(URL).text
    assert "60\u00a0lignes" in page
    assert "Un objet lu" not in page
    assert len(fermee) <= 15, len(fermee)
    with CaptureQueriesContext(connection) as ouverte:
        page = connecte.get(f"{URL}?rubrique=journal.journal").text
    assert page.count("Un objet lu") == 50
    assert "Les cinquante premières" in page
    assert len(ouverte) == len(fermee) + 1


@pytest.mark.parametrize("url", [URL, "/compte/effacement/"])
def test_an_address_without_proof_is_said_with_the_way_to_prove_it(connecte, compte, url):
    assert "n’est pas confirmée" not in connecte.get(url).text
    compte.emailaddress_set.update(verified=False)
    page = connecte.get(url).text
    assert "Votre adresse n’est pas confirmée" in page
    assert f'<a href="/compte/email/">Confirmer {compte.email}</a>' in page


def test_an_unknown_rubric_opens_nothing(connecte):
    page = connecte.get(f"{URL}?rubrique=<script>alert").text
    assert "<script>alert" not in page
    assert "cv-facts" not in page


def test_a_request_is_told_and_taken_back(connecte, compte):
    submit_effacement(by=compte)
    assert "Votre compte sera effacé le" in connecte.get(URL).text
    assert connecte.post(URL).status_code == 302
    assert "Votre compte sera effacé le" not in connecte.get(URL).text


def test_page_of_mon_compte_leads_there(connecte):
    page = connecte.get("/compte/").text
    assert URL in page
    assert "registre-des-traitements" not in page


@pytest.mark.parametrize(
    ("valeur", "texte"),
    [
        (True, "oui"),
        (False, "non"),
        (None, "–"),
        ("", "–"),
        ([], "–"),
        ({}, "–"),
        (0, "0"),
        (["a", None], "a, –"),
        (date(2026, 11, 1), "1er\u00a0novembre\u00a02026"),
        (datetime(2026, 11, 5, 12, tzinfo=UTC), "5\u00a0novembre\u00a02026, 13:00"),
    ],
)
def test_values_are_words(valeur, texte):
    assert build_texte(valeur) == texte
