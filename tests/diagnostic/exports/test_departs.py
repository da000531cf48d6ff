"""From a figure, or from what changed, to a constat that keeps it as it is today."""

import html
import re

import pytest
from django.urls import reverse

from convive.diagnostic.models import Constat
from convive.diagnostic.selectors.catalogue import get_coeur
from tests.diagnostic.conftest import CIVRAISIEN
from tests.diagnostic.factories import create_espace_reel
from tests.espaces.factories import create_thematique
from tests.personas import get_client

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def test_change_becomes_a_constat_with_both_figures():
    espace = create_espace_reel(CIVRAISIEN)
    client = get_client(espace.created_by)
    page = client.get(reverse("diagnostic:evolution_list", kwargs={"espace_uuid": espace.pk})).content.decode()
    url, identifiant = re.search(r'href="(/espaces/[^"]+/constats/ecrire/\?indicateur=(\w+)[^"]+)"', page).groups()
    coeur = get_coeur()
    theme = coeur.get_thematique(coeur.by_identifiant[identifiant].thematique)
    thematique = create_thematique(espace, theme.libelle)
    url = html.unescape(url)
    form = client.get(url).content.decode()
    assert "Ce qu’il gardera" in form
    assert re.search(f'value="{thematique.pk}"[^>]* checked', form)
    data = {"version": "1", "texte": "De plus en plus de parents seuls.", "nature": "donnee", "fiabilite": "2"}
    response = client.post(url, data)
    constat = Constat.objects.get()
    assert response.headers["Location"].endswith(f"/constats/{constat.pk}/")
    preuves = list(constat.preuves.order_by("ordre"))
    assert [p.indicateur for p in preuves] == [identifiant] * 2
    assert preuves[0].millesime < preuves[1].millesime
    assert all(p.valeur is not None and p.source for p in preuves)


def test_figure_alone_starts_a_constat_and_an_unknown_one_starts_nothing():
    espace = create_espace_reel(CIVRAISIEN)
    client = get_client(espace.created_by)
    base = reverse("diagnostic:constat_create", args=[espace.pk])
    page = client.get(f"{base}?indicateur=part_65p&depuis=jamais").content.decode()
    assert "65 ans ou plus" in page
    assert page.count("Ce qu’il gardera") == 1
    assert "Ce qu’il gardera" not in client.get(f"{base}?indicateur=inconnu").content.decode()
    detail = reverse("diagnostic:indicateur_detail", kwargs={"espace_uuid": espace.pk, "indicateur": "part_65p"})
    assert "indicateur=part_65p" in client.get(detail).content.decode()
    # Nobody writes from the public pages.
    public = reverse("diagnostic:indicateur_detail", kwargs={"reference": CIVRAISIEN, "indicateur": "part_65p"})
    assert "En faire un constat" not in client.get(public).content.decode()
