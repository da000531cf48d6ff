"""Nothing internal ever leaks: who reads it, who publishes, what the others see of it."""

import re

import pytest
from django.urls import reverse

from convive.comptes.models import Compte
from convive.echanges.models import INTERNES, Commentaire, Discussion
from convive.espaces.models import Espace
from convive.socle.droits import droits
from convive.socle.objets import objets
from tests.echanges.factories import publish
from tests.espaces.factories import PERSONAS
from tests.personas import get_client

pytestmark = pytest.mark.django_db
TOUS = frozenset(PERSONAS)
LECTEURS = TOUS - {"administrateur"}
COOPERATION = frozenset({"chargee", "coordinatrice", "directeur"})
# Who opens a page about an internal discussion of the chargée; the other members get 403 for the role, 404 for what
# does not exist to them.
PAGES = {
    "discussion_list": LECTEURS,
    "discussion_create": LECTEURS,
    "discussion_detail": COOPERATION,
    "commentaire_update": frozenset({"chargee", "directeur"}),
}
MOTS = "Personne d’autre ne doit le lire"


def get_arguments(page: str, commentaire: Commentaire) -> list[object]:
    espace = commentaire.discussion.espace_id
    return {
        "discussion_list": [espace],
        "discussion_create": [espace, "espace", espace],
        "discussion_detail": [espace, commentaire.discussion_id],
        "commentaire_update": [espace, commentaire.pk],
    }[page]


@pytest.mark.parametrize("page", sorted(PAGES))
def test_page_about_an_internal_discussion_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    commentaire = publish(personas["chargee"], espace, MOTS, is_interne=True)
    url = reverse(f"echanges:{page}", args=get_arguments(page, commentaire))
    answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
    cache = LECTEURS - COOPERATION if page in ("discussion_detail", "commentaire_update") else frozenset()
    assert answers == {nom: 200 if nom in PAGES[page] else 404 if nom in cache else 403 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404


@pytest.mark.parametrize("vue", ["ouvertes", "pour-moi", "internes", "reglees", "inconnue"])
def test_internal_exchange_does_not_exist_for_the_others(vue: str, espace: Espace, personas):
    """Neither its words, nor its author's line, nor its count: their pages are those of an espace without it."""
    lecteurs = {nom: get_client(personas[nom]) for nom in LECTEURS - COOPERATION}
    pages = [
        reverse("echanges:discussion_list", args=[espace.pk]) + f"?vue={vue}",
        reverse("echanges:discussion_create", args=[espace.pk, "espace", espace.pk]),
        reverse("espaces:espace_detail", args=[espace.pk]),
    ]
    before = {(nom, page): strip(client.get(page)) for nom, client in lecteurs.items() for page in pages}
    publish(personas["chargee"], espace, MOTS, is_interne=True, mentions=(personas["directeur"],))
    after = {(nom, page): strip(client.get(page)) for nom, client in lecteurs.items() for page in pages}
    assert before == after
    chargee = get_client(personas["chargee"])
    assert MOTS in chargee.get(pages[1]).text
    assert "Interne\u00a0:" in chargee.get(pages[1]).text


def strip(response) -> str:
    """A page without what changes each time: keys of forms, nonces."""
    return re.sub(r'(nonce|value)="[^"]*"', "", response.text)


def test_internal_exchange_is_resolved_for_its_roles_only(espace: Espace, personas, etrangere):
    commentaire = publish(personas["coordinatrice"], espace, MOTS, is_interne=True)
    for nom, compte in [*personas.items(), ("etrangere", etrangere)]:
        reads = nom in COOPERATION
        assert Discussion.objects.visible_to(compte).exists() is reads, nom
        assert Commentaire.objects.visible_to(compte).exists() is reads, nom
        assert (objets.get_reference(commentaire).resolve(compte) is not None) is reads, nom


def test_whoever_reads_the_journal_reads_internal_exchanges():
    """The journal says that an internal comment was written: its readers are among those who may know."""
    (journal,) = [droit for droit in droits.get_all() if droit.cle == ("espaces", "Le journal", "voir")]
    assert journal.roles <= INTERNES


@pytest.mark.parametrize("nom", sorted(TOUS))
def test_who_may_publish(nom: str, espace: Espace, personas):
    url = reverse("echanges:discussion_create", args=[espace.pk, "espace", espace.pk])
    donnees = {"geste": "publier", "texte": "Bonjour"}
    if nom in COOPERATION:
        donnees["visibilite"] = "partage"
    status = get_client(personas[nom]).post(url, donnees).status_code
    assert status == (403 if nom in {"lectrice", "administrateur"} else 302)
    assert Commentaire.objects.count() == (status == 302)


@pytest.mark.parametrize("nom", sorted(LECTEURS - COOPERATION - {"lectrice"}))
def test_a_forged_form_never_makes_an_internal_exchange(nom: str, espace: Espace, personas):
    url = reverse("echanges:discussion_create", args=[espace.pk, "espace", espace.pk])
    get_client(personas[nom]).post(url, {"geste": "publier", "texte": "Bonjour", "visibilite": "interne"})
    assert Discussion.objects.get().is_interne is False


def test_place_closed_or_lowered_loses_internal_exchanges(espace: Espace, personas):
    publish(personas["chargee"], espace, MOTS, is_interne=True)
    directeur: Compte = personas["directeur"]
    assert Discussion.objects.visible_to(directeur).exists()
    espace.membres.filter(compte=directeur).update(role="elu")
    assert not Discussion.objects.visible_to(directeur).exists()


def test_object_that_one_does_not_see_hides_its_exchanges(espace: Espace, personas, monkeypatch):
    publish(personas["chargee"], espace, MOTS)
    type_espace = objets.get("espace")
    cache = type_espace.visible_to

    def visible_to(compte):
        return cache(compte).none() if compte == personas["partenaire"] else cache(compte)

    object.__setattr__(type_espace, "visible_to", visible_to)
    try:
        url = reverse("echanges:discussion_create", args=[espace.pk, "espace", espace.pk])
        assert get_client(personas["partenaire"]).get(url).status_code == 404
        assert not Discussion.objects.visible_to(personas["partenaire"]).exists()
        assert Discussion.objects.visible_to(personas["elue"]).exists()
    finally:
        object.__setattr__(type_espace, "visible_to", cache)
