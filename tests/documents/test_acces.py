"""A long job is of the person who asked for it, where she asked for it."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.documents.actions.travail import submit_travail
from tests.espaces.factories import PERSONAS, create_espace_civraisien
from tests.personas import get_client, is_login_asked

pytestmark = pytest.mark.django_db
PAGES = ("travail_detail", "travail_export")


@pytest.mark.parametrize("page", PAGES)
def test_a_job_of_no_espace_is_of_the_person_who_asked(page: str, personas, etrangere, travaux_d_essai):
    travail = submit_travail(by=personas["elue"], type_travail="essai_bref")
    url = reverse(f"documents:{page}", args=[travail.pk])
    answers = {nom: read_status(get_client(compte), url) for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom == "elue" else 404 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert is_login_asked(Client().get(url), url)


def read_status(client: Client, url: str) -> int:
    """Read what is streamed to its end, which closes it."""
    response = client.get(url)
    if response.streaming:
        list(response.streaming_content)
    return response.status_code


def test_a_job_is_only_where_it_was_asked(espace, personas, etrangere, travaux_d_essai):
    travail = submit_travail(by=personas["elue"], type_travail="essai_bref", espace=espace)
    autre = create_espace_civraisien(personas["elue"], nom="Un autre de ses espaces")
    client = get_client(personas["elue"])
    for page in PAGES:
        assert client.get(reverse(f"documents:{page}", args=[travail.pk])).status_code == 404
        assert client.get(reverse(f"documents:{page}", args=[autre.pk, travail.pk])).status_code == 404
