"""The memory of a home: what makes it be read again, and who it belongs to."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from convive.espaces.memoire import open_memoire
from convive.espaces.models import Membre, Role
from convive.espaces.selectors.membre import get_membre
from convive.journal.actions import record_geste
from convive.journal.models import Geste, Journal
from convive.socle import memoire as socle
from convive.socle.taches import Tache, Urgence, taches
from tests.espaces.factories import create_espace_civraisien, create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def lectures(monkeypatch):
    """Who was asked what there is to do, one after the other; each is told her own name."""
    lus = []

    def list_taches(membre, today):
        lus.append(membre.compte.nom_affiche)
        yield Tache(f"Pour {membre.compte.nom_affiche}, n° {len(lus)}", "", "/x/", "Voir", Urgence.A_FAIRE, "clock")

    monkeypatch.setattr(taches, "_fournisseurs", {"essai": list_taches})
    return lus


@pytest.fixture
def visite(client, espace):
    def visit(compte, ou=espace):
        client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.get(f"/espaces/{ou.pk}/").text

    return visit


def write(espace_uuid, auteur, geste=Geste.MODIFIER):
    with transaction.atomic():
        return record_geste(
            auteur=auteur,
            geste=geste,
            objet_type="espace",
            objet_uuid=espace_uuid or auteur.pk,
            objet_libelle="Ce qui change",
            espace_uuid=espace_uuid,
        )


def test_home_is_read_once_until_someone_else_does_something(visite, espace, chargee, elue, lectures):
    first = visite(chargee)
    assert "Pour Chargee, n° 1" in first.replace("\xa0", " ")
    visite(chargee)
    assert lectures == ["Chargee"]
    write(espace.pk, elue)
    assert "n° 2" in visite(chargee).replace("\xa0", " ")
    visite(chargee)
    assert len(lectures) == 2


def test_gesture_elsewhere_changes_nothing_and_one_outside_of_every_espace_does(
    visite, espace, chargee, elue, lectures
):
    autre = create_espace_civraisien(elue, nom="Un autre espace")
    visite(chargee)
    write(autre.pk, elue)
    write(espace.pk, elue, Geste.CONSULTER)
    visite(chargee)
    assert len(lectures) == 1
    # Someone who is erased leaves every espace without a line in any.
    write(None, elue)
    visite(chargee)
    assert len(lectures) == 2


def test_gesture_that_is_known_late_is_seen(visite, espace, chargee, elue, lectures):
    """A long transaction writes a moment older than the last one that was read."""
    write(espace.pk, elue)
    visite(chargee)
    Journal.objects.create(
        auteur=elue,
        auteur_nom="Elue",
        geste=Geste.IMPORTER,
        objet_type="espace",
        objet_uuid=espace.pk,
        objet_libelle="Un long import",
        espace_uuid=espace.pk,
        at=timezone.now() - timedelta(hours=2),
    )
    visite(chargee)
    assert len(lectures) == 2


def test_each_place_has_its_own_memory(visite, chargee, coordinatrice, lectures):
    assert "Pour Chargee" in visite(chargee)
    page = visite(coordinatrice)
    assert "Pour Coordinatrice" in page
    assert "Pour Chargee" not in page
    assert "Pour Chargee" in visite(chargee)
    assert lectures == ["Chargee", "Coordinatrice"]


@pytest.mark.parametrize(
    "change",
    [
        lambda place: Membre.objects.filter(pk=place.pk).update(role=Role.LECTURE),
        lambda place: Membre.objects.filter(pk=place.pk).update(communes=["86078"]),
        lambda place: place.thematiques.add(create_thematique(place.espace, "Jeunesse")),
    ],
)
def test_place_that_sees_something_else_is_read_again_without_a_gesture(
    visite, espace, coordinatrice, lectures, change
):
    visite(coordinatrice)
    change(Membre.objects.get(espace=espace, compte=coordinatrice))
    visite(coordinatrice)
    assert len(lectures) == 2


def test_print_changes_with_the_hour_the_end_of_the_espace_and_the_code(espace, chargee, monkeypatch):
    now = timezone.now().replace(minute=10)
    membre = get_membre(chargee, espace.pk)
    first = open_memoire(membre, now)
    first.get("essai", lambda: "gardé")
    first.save()
    assert open_memoire(membre, now + timedelta(minutes=20)).morceaux == {"essai": "gardé"}
    assert open_memoire(membre, now + timedelta(hours=1)).morceaux == {}
    membre.espace.expire_le = timezone.localdate()
    assert open_memoire(membre, now).morceaux == {}
    membre.espace.expire_le = None
    assert open_memoire(membre, now).morceaux == {"essai": "gardé"}
    monkeypatch.setattr(socle, "get_version_code", lambda: "autre")
    assert open_memoire(membre, now).morceaux == {}


def test_nothing_is_kept_while_templates_are_written(visite, chargee, lectures, settings):
    settings.DEBUG = True
    visite(chargee)
    visite(chargee)
    assert len(lectures) == 2


def test_living_provider_is_asked_at_each_visit(visite, chargee, lectures, monkeypatch):
    monkeypatch.setattr(taches, "_vivants", {"essai"})
    visite(chargee)
    visite(chargee)
    assert len(lectures) == 2


def test_lost_cache_loses_nothing(visite, chargee, lectures):
    visite(chargee)
    cache.clear()
    assert "Pour Chargee" in visite(chargee)
