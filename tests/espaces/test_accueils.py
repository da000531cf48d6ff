"""The homes of a département, a cabinet and a training organisation: what each finds there, and what stays hidden."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from convive.espaces.actions.espace import create_espace
from convive.espaces.models import Membre, Role, TypeEspace
from tests.espaces.factories import (
    create_compte,
    create_departement,
    create_espace_civraisien,
    create_membre,
    create_partage,
    create_thematique,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultante(pays):
    return create_compte("consultante")


@pytest.fixture
def cabinet(consultante):
    return create_espace(by=consultante, nom="Cabinet", type_espace=TypeEspace.CABINET)


def test_departement_finds_the_territoires_field_by_field(connecte, espace, chargee):
    conseillere = create_compte("conseillere")
    departement = create_departement(conseillere)
    url = f"/espaces/{departement.pk}/"
    assert "Aucun territoire ne partage encore avec vous" in connecte(conseillere).get(url).text
    partage, _ = create_partage(espace, departement, ("perimetre",))
    page = connecte(conseillere).get(url).text
    assert f'href="{url}territoires/{partage.pk}/"' in page
    assert '<td data-titre="Le périmètre">oui</td>' in page
    assert '<td data-titre="Les thématiques"><span class="cv-meta">non</span></td>' in page
    # A partner of the département sees its home, and nothing of the territoires.
    partenaire = create_compte("partenaire_caf")
    create_membre(departement, partenaire, Role.PARTENAIRE)
    page = connecte(partenaire).get(url).text
    assert espace.nom not in page
    assert "Les territoires qui partagent" not in page


def test_cabinet_finds_its_missions_and_when_they_end(connecte, espace, cabinet, consultante):
    url, today = f"/espaces/{cabinet.pk}/", timezone.localdate()
    assert "Aucune mission en ce moment" in connecte(consultante).get(url).text
    mission = create_membre(espace, consultante, Role.PARTENAIRE)
    mission.date_fin, mission.communes = today + timedelta(days=31), ["86078"]
    mission.save()
    mission.thematiques.add(create_thematique(espace, "Jeunesse"))
    longue = create_espace_civraisien(create_compte("autre"), nom="Sans fin")
    create_membre(longue, consultante, Role.LECTURE)
    page = connecte(consultante).get(url).text
    assert "Jeunesse, Civray" in page
    assert page.index(f'href="/espaces/{espace.pk}/"') < page.index(f'href="/espaces/{longue.pk}/"')
    assert "sans date de fin" in page
    mission.date_debut, mission.date_fin = today - timedelta(days=40), today - timedelta(days=9)
    mission.save()
    page = connecte(consultante).get(url).text
    assert f'href="/espaces/{espace.pk}/"' not in page
    assert f"Finies depuis un an\xa0: {espace.nom}, le " in page
    Membre.objects.filter(pk=mission.pk).update(
        date_debut=today - timedelta(days=900), date_fin=today - timedelta(days=400)
    )
    assert espace.nom not in connecte(consultante).get(url).text


def test_mission_is_seen_by_whoever_has_it_and_by_no_colleague(connecte, espace, cabinet, consultante):
    create_membre(espace, consultante, Role.PARTENAIRE)
    collegue = create_compte("collegue")
    create_membre(cabinet, collegue, Role.CHARGE_COOPERATION)
    page = connecte(collegue).get(f"/espaces/{cabinet.pk}/").text
    assert "Aucune mission en ce moment" in page
    assert espace.nom not in page
    # Nor is it on the home of another type of espace.
    assert "Mes missions" not in connecte(consultante).get(f"/espaces/{espace.pk}/").text


def test_training_organisation_finds_its_practice_espaces(connecte, pays):
    formatrice = create_compte("formatrice_seule")
    organisme = create_espace(by=formatrice, nom="Organisme", type_espace=TypeEspace.ORGANISME_FORMATION)
    url = f"/espaces/{organisme.pk}/"
    page = connecte(formatrice).get(url).text
    assert "Pas encore d’espace d’entraînement" in page
    assert 'href="/espaces/creer/?type=entrainement"' in page
    fin = timezone.localdate() + timedelta(days=10)
    exercice = create_espace(
        by=formatrice, codes=["99001"], nom="Session de mars", type_espace=TypeEspace.ENTRAINEMENT, expire_le=fin
    )
    create_membre(exercice, create_compte("stagiaire"), Role.LECTURE)
    page = connecte(formatrice).get(url).text
    assert f'href="/espaces/{exercice.pk}/"' in page
    assert "territoire fictif" in page
    assert '<td data-titre="Membres">2</td>' in page
    exercice.expire_le = timezone.localdate()
    exercice.save()
    assert "fini, en lecture seule" in connecte(formatrice).get(url).text


def test_practice_espace_says_until_when(connecte, pays):
    formatrice = create_compte("formatrice_seule")
    exercice = create_espace(
        by=formatrice,
        codes=["99001"],
        nom="Session de mars",
        type_espace=TypeEspace.ENTRAINEMENT,
        expire_le=timezone.localdate() + timedelta(days=10),
    )
    url = f"/espaces/{exercice.pk}/"
    page = connecte(formatrice).get(url).text
    assert "ouvert jusqu’au" in page
    assert f'href="{url}copie/remettre-a-zero/"' in page
    assert "Les personnes qui s’entraînent" in page
    exercice.expire_le = timezone.localdate()
    exercice.save()
    page = connecte(formatrice).get(url).text
    assert "Espace en lecture seule" in page
    assert "ouvert jusqu’au" not in page


@pytest.mark.usefixtures("taches_du_sol")
def test_homes_read_as_much_with_one_line_as_with_many(connecte, espace, cabinet, consultante, count_queries_get):
    departement = create_departement(consultante)
    organisme = create_espace(by=consultante, nom="Organisme", type_espace=TypeEspace.ORGANISME_FORMATION)
    client = connecte(consultante)
    urls = [f"/espaces/{pk}/" for pk in (departement.pk, cabinet.pk, organisme.pk)]

    def add(rang: int) -> None:
        autre = create_espace_civraisien(create_compte(f"autre_{rang}"), nom=f"Territoire {rang}")
        place = create_membre(autre, consultante, Role.PARTENAIRE)
        place.communes = ["86078"]
        place.save()
        place.thematiques.add(create_thematique(autre, "Jeunesse"))
        create_partage(autre, departement)
        create_espace(by=consultante, codes=["86078"], nom=f"Essai {rang}", type_espace=TypeEspace.ENTRAINEMENT)

    def count() -> list[int]:
        # What a home keeps until the next gesture is read again.
        cache.clear()
        return [count_queries_get(client, url) for url in urls]

    add(0)
    before = count()
    for rang in range(1, 6):
        add(rang)
    assert count() == before
    # Its own panel, then the session, the bell, the tasks, the journal and the key figures.
    assert max(before) <= 22, before
