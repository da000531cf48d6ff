"""The programmes of a body; the course that ships is taken whole."""

import pytest
from django.urls import reverse

from convive.formation.models import Programme
from convive.formation.selectors.adresses import get_adresses
from convive.journal.models import Journal
from tests.formation.factories_formation import create_programme_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(organisme) -> str:
    return reverse("formation:programme_list", args=[organisme.espace_id])


def test_the_course_of_two_days_is_taken_whole(connecte, chargee, organisme, url):
    client = connecte(chargee)
    assert "Aucun programme" in client.get(url).content.decode()
    for _ in range(2):
        assert client.post(url, {"cours": "ctg_deux_jours"}).status_code == 302
    first, second = Programme.objects.filter(espace=organisme.espace).order_by("created_at")
    assert second.titre == f"{first.titre} (2)"
    assert (first.duree_minutes, first.source, first.etat) == (840, "ctg_deux_jours", "brouillon")
    assert first.objectifs.count() == 4
    assert [row.cle for row in first.sequences.all()] == [
        "S1",
        "S1B",
        "S1C",
        "S2",
        "S2B",
        "S3",
        "S3B",
        "S8",
        "S4",
        "S5",
        "S9",
        "S6",
        "S7",
    ]
    row = first.sequences.get(cle="S3")
    assert (row.jour, row.moment, row.minutes, row.outil) == (1, "apres_midi", 85, "fiche_action")
    assert row.notes_formateur[0].startswith("«\u00a0Accompagner les familles\u00a0»")
    assert Journal.objects.filter(objet_type="programme", geste="creer").count() == 2
    assert client.post(url, {"cours": "inconnu"}).status_code == 404


def test_the_list_takes_as_many_queries_with_twenty(connecte, chargee, organisme, url, django_assert_max_num_queries):
    client = connecte(chargee)
    client.get(url)
    for rang in range(20):
        create_programme_essai(organisme.espace, titre=f"Programme {rang}")
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert page.count("14\u00a0h<") == 20


def test_the_official_addresses_are_listed_to_be_opened_one_by_one(connecte, chargee, organisme, url):
    page = connecte(chargee).get(url).content.decode()
    section = page.split('id="adresses"')[1].split("</details>")[0]
    assert f"{len(get_adresses().adresses)} à ouvrir une à une" in section
    assert "Liste du 1er décembre 2026" in section.replace("\u00a0", " ")
    assert 'href="https://www.caf.fr/partenaires/convention-territoriale-globale"' in section
    assert "centre-inffo" not in section


def test_a_variant_is_taken_in_its_own_frame(connecte, chargee, organisme, url):
    assert connecte(chargee).post(url, {"cours": "ctg_elus"}).status_code == 302
    programme = Programme.objects.get(espace=organisme.espace)
    assert (programme.source, programme.duree_minutes) == ("ctg_elus", 210)
    assert list(programme.objectifs.values_list("cle", flat=True)) == ["E1", "E2", "E3"]
