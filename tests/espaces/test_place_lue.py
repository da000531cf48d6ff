"""The place with which every page of an espace begins."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.suppression import delete_espace
from convive.espaces.models import Espace, Membre, Note, Thematique, keep_places, read_once
from convive.espaces.selectors.membre import get_membre
from convive.socle.objets import objets


def test_a_place_is_read_in_one_query(espace: Espace, elue: Compte, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        membre = get_membre(elue, espace.pk)
        assert membre is not None
        assert (membre.compte, membre.espace, membre.limites.is_limitee) == (elue, espace, False)
    theme = Thematique.objects.filter(espace=espace)[0]
    membre.thematiques.add(theme)
    with django_assert_num_queries(2):
        limitee = get_membre(elue, espace.pk)
        assert limitee is not None
        assert limitee.limites.thematiques == {theme.pk}


def test_what_changes_is_seen_at_once(espace: Espace, elue: Compte, etrangere: Compte) -> None:
    assert get_membre(etrangere, espace.pk) is None
    Membre.objects.filter(espace=espace, compte=elue).update(role="partenaire", communes=["86018"])
    membre = get_membre(elue, espace.pk)
    assert membre is not None
    assert (membre.role, membre.limites.communes) == ("partenaire", frozenset({"86018"}))
    Membre.objects.filter(pk=membre.pk).update(date_fin=timezone.localdate())
    assert get_membre(elue, espace.pk) is None


def test_what_a_page_asks_twice_is_read_once(espace: Espace, elue: Compte) -> None:
    """Where places are kept; elsewhere a form may write between two reads."""
    reponses = iter(range(10))
    membre = get_membre(elue, espace.pk)
    assert membre is not None
    assert [read_once(membre, "essai", lambda: next(reponses)) for _ in range(2)] == [0, 1]
    keep_places(elue)
    gardee = get_membre(elue, espace.pk)
    assert gardee is not None
    assert [read_once(gardee, "essai", lambda: next(reponses)) for _ in range(2)] == [2, 2]
    keep_places(elue)
    assert read_once(gardee, "essai", lambda: next(reponses)) == 2


def test_nobody_has_a_place_in_an_espace_that_was_deleted(espace: Espace, chargee: Compte) -> None:
    delete_espace(by=chargee, espace=espace)
    assert get_membre(chargee, espace.pk) is None


def test_kept_places_say_what_a_query_says(
    espace: Espace, chargee: Compte, coordinatrice: Compte, elue: Compte
) -> None:
    """Without limits, then with each: what a page reads once its places are kept is what it would have asked."""
    theme = Thematique.objects.filter(espace=espace)[0]
    Note.objects.create(espace=espace, titre="À tous", created_by=chargee)
    note = Note.objects.create(espace=espace, titre="D’une commune", communes=["86018"], created_by=chargee)
    note.thematiques.add(theme)
    Membre.objects.get(espace=espace, compte=coordinatrice).thematiques.add(theme)
    Membre.objects.filter(espace=espace, compte=elue).update(communes=["86019"])
    seen = {}
    for compte in (chargee, coordinatrice, elue):
        gardee = Compte.objects.get(pk=compte.pk)
        keep_places(gardee)
        for type_objet in objets.get_all():
            asked = set(type_objet.visible_to(compte).values_list("pk", flat=True))
            assert asked == set(type_objet.visible_to(gardee).values_list("pk", flat=True)), type_objet.cle
        seen[compte.pk] = Note.objects.visible_to(gardee).count()
    assert seen == {chargee.pk: 2, coordinatrice.pk: 2, elue.pk: 1}


def test_a_page_asks_once_for_the_places_of_its_visitor(espace: Espace, chargee: Compte, client: Client) -> None:
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("convention:ctg_detail", args=[espace.pk]))
    asked = [query for query in queries if '"espaces_membre"."compte_id" = ' in query["sql"]]
    assert len(asked) == 1, asked
