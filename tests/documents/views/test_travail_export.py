from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.documents.actions.travail import submit_travail
from convive.documents.fichiers import delete_fichier
from convive.documents.models import Travail
from convive.documents.travaux import travaux
from convive.espaces.actions.membre import update_membre
from convive.espaces.models import Role
from convive.espaces.rules import Limites

pytestmark = pytest.mark.django_db


@pytest.fixture
def travail(espace, elue, travaux_d_essai) -> Travail:
    return submit_travail(by=elue, type_travail="essai_bref", espace=espace)


@pytest.fixture
def url(espace, travail) -> str:
    return reverse("documents:travail_export", args=[espace.pk, travail.pk])


def test_travail_export_streams_a_file_that_cannot_run(url, elue, connecte):
    response = connecte(elue).get(url)
    assert response.streaming
    assert b"".join(response.streaming_content) == b"bonjour"
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''R%C3%A9sultat")


def test_travail_export_follows_the_right_of_today(url, elue, chargee, connecte, espace):
    update_membre(by=chargee, membre=espace.membres.get(compte=elue), role=Role.LECTURE, dernier_jour=None)
    assert connecte(elue).get(url).status_code == 403


def test_travail_export_of_a_type_that_is_gone(url, elue, connecte):
    del travaux._types["essai_bref"]
    assert connecte(elue).get(url).status_code == 403


def test_travail_export_ends_with_its_date(url, elue, connecte, travail):
    Travail.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    assert connecte(elue).get(url).status_code == 404


def test_travail_export_of_a_file_that_was_lost(url, elue, connecte, travail):
    delete_fichier(travail.fichier.name)
    assert connecte(elue).get(url).status_code == 404


def test_travail_export_made_before_the_place_was_limited_is_not_given(url, elue, chargee, connecte, espace):
    place = espace.membres.get(compte=elue)
    limites = Limites(frozenset({"86078"}), frozenset())
    update_membre(by=chargee, membre=place, role=place.role, dernier_jour=None, limites=limites)
    response = connecte(elue).get(url)
    assert response.status_code == 403
    # What is prepared again, within the limits of today, is given.
    again = submit_travail(by=elue, type_travail="essai_bref", espace=espace, jeton="deux")
    response = connecte(elue).get(reverse("documents:travail_export", args=[espace.pk, again.pk]))
    assert b"".join(response.streaming_content) == b"bonjour"
