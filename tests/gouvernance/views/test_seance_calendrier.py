"""A year of séances: what is proposed, moved, kept."""

from datetime import date

import pytest
from django.urls import reverse

from convive.gouvernance.models import Instance, Seance
from convive.gouvernance.selectors.calendrier import get_departement, get_zone_espace
from tests.gouvernance.factories import create_instance_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"{reverse('gouvernance:seance_calendrier', args=[espace.pk])}?debut=2026-09-01&zone=A"


def test_the_zone_comes_from_the_departement(espace):
    assert (get_departement(espace), get_zone_espace(espace)) == ("86", "A")


def test_days_are_proposed_moved_and_kept(espace, url, chargee, connecte):
    cotech = create_instance_essai(espace, "COTECH", "cotech", jour_semaine=3)
    create_instance_essai(espace, "Sans rythme", "autre", seances_par_an=None)
    client = connecte(chargee)
    page = client.get(url)
    annee = page.context["annee"]
    assert len(annee.lignes) == annee.proposees == 3
    assert "Sans rythme, donc sans proposition" in page.content.decode()
    assert "Dates à vérifier" in page.content.decode()
    premiere, seconde = annee.lignes[:2]
    data = {
        f"garder-{premiere.cle}": "oui",
        f"jour-{premiere.cle}": "2026-11-11",
        f"garder-{seconde.cle}": "oui",
        f"jour-{seconde.cle}": "pas un jour",
    }
    answer = client.post(url, data, follow=True)
    assert set(Seance.objects.values_list("instance", "date", "statut")) == {
        (cotech.pk, date(2026, 11, 11), "brouillon"),
        (cotech.pk, seconde.jour, "brouillon"),
    }
    assert "armistice de 1918" in answer.content.decode()
    assert answer.context["annee"].proposees == 1


def test_two_bodies_on_one_day_are_told(espace, url, chargee, connecte):
    cotech = create_instance_essai(espace, "COTECH", "cotech")
    copil = create_instance_essai(espace, seances_par_an=None)
    Seance.objects.create(espace=espace, instance=copil, date=date(2026, 11, 5))
    client = connecte(chargee)
    ligne = next(row for row in client.get(url).context["annee"].lignes if row.seance is None)
    assert ligne.instance == cotech
    data = {f"garder-{ligne.cle}": "oui", f"jour-{ligne.cle}": "2026-11-05"}
    page = client.post(url, data, follow=True).content.decode()
    assert "Comité de pilotage se réunit le même jour" in page


def test_nothing_ticked_creates_nothing_and_a_reader_only_reads(espace, gouvernance, url, chargee, lectrice, connecte):
    client = connecte(chargee)
    assert "aucune séance n’a été créée" in client.post(url, {}, follow=True).content.decode()
    client = connecte(lectrice)
    reverse_url = reverse("gouvernance:seance_calendrier", args=[espace.pk])
    page = client.get(reverse_url).content.decode()
    assert "Créer les séances cochées" not in page
    assert client.post(url, {}).status_code == 403


def test_an_unknown_zone_and_an_empty_espace_are_said(espace, chargee, connecte):
    Instance.objects.all().delete()
    url = f"{reverse('gouvernance:seance_calendrier', args=[espace.pk])}?debut=2026-09-01&zone="
    page = connecte(chargee).get(url).content.decode()
    assert "Vacances scolaires inconnues" in page
    assert "Aucune séance dans cette année" in page
    assert connecte(chargee).get(f"{url}Z&debut=hier").status_code == 200


def test_the_page_costs_the_same_with_many_bodies(espace, url, chargee, connecte, django_assert_max_num_queries):
    client = connecte(chargee)
    client.get(url)
    for rang in range(12):
        create_instance_essai(espace, f"Groupe {rang}", "groupe_thematique")
    with django_assert_max_num_queries(16):
        client.get(url)
