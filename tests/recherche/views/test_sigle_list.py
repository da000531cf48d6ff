"""The glossary: every acronym, at the place that a result leads to."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.recherche.sources_produit import build_ancre
from convive.ui.glossaire import get_glossaire

pytestmark = pytest.mark.django_db


def test_every_acronym_is_explained_where_results_lead(client: Client):
    page = client.get(reverse("recherche:sigle_list")).content.decode()
    ancres = [build_ancre(sigle) for sigle in get_glossaire()]
    assert len(set(ancres)) == len(ancres)
    assert [ancre for ancre in ancres if f'id="{ancre}"' not in page] == []
    assert "Convention territoriale globale" in page
