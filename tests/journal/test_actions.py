"""Writing a gesture with what it traces, or not at all."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from convive.journal.actions import HorsTransaction, record_geste
from convive.journal.models import Geste, Journal

OBJET = UUID(int=5)


DEFAULTS: dict[str, Any] = {
    "auteur": None,
    "geste": Geste.MODIFIER,
    "objet_type": "espace",
    "objet_uuid": OBJET,
    "objet_libelle": "Val-Fleuri",
}


@transaction.atomic
def record(**champs: Any) -> Journal:
    return record_geste(**{**DEFAULTS, **champs})


@pytest.mark.django_db
def test_gesture_is_recorded_whole() -> None:
    compte = get_user_model().objects.create_user("camille@exemple.fr", None, "Camille Roux")
    espace = uuid4()
    record(
        auteur=compte,
        espace_uuid=espace,
        au_nom_de="Communauté de communes du Val-Fleuri",
        detail={"de": date(2026, 1, 1), "vers": date(2026, 6, 30), "membre": OBJET},
    )
    journal = Journal.objects.get()
    assert (journal.auteur, journal.auteur_nom) == (compte, "Camille Roux")
    assert (journal.geste, journal.get_geste_display()) == ("modifier", "a modifié")
    assert (journal.objet_type, journal.objet_uuid, journal.objet_libelle) == ("espace", OBJET, "Val-Fleuri")
    assert (journal.espace_uuid, journal.au_nom_de) == (espace, "Communauté de communes du Val-Fleuri")
    assert journal.detail == {"de": "2026-01-01", "vers": "2026-06-30", "membre": str(OBJET)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("auteur", "nom"), [(None, "Convive"), (AnonymousUser(), "Une personne sans compte")], ids=["nobody", "anonymous"]
)
def test_gesture_without_compte_says_so(auteur: Any, nom: str) -> None:
    record(auteur=auteur)
    journal = Journal.objects.get()
    assert (journal.auteur, journal.auteur_nom, journal.detail, journal.espace_uuid) == (None, nom, {}, None)


@pytest.mark.django_db
def test_gesture_may_be_given_by_its_value() -> None:
    assert record(geste="clore").geste == Geste.CLORE


@pytest.mark.django_db
def test_gesture_out_of_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="inventer"):
        record(geste="inventer")
    assert not Journal.objects.exists()


@pytest.mark.django_db
def test_long_names_are_shortened_to_one_line() -> None:
    journal = record(objet_libelle="Titre\n" + "x" * 400, au_nom_de="y" * 200)
    assert journal.objet_libelle == "Titre " + "x" * 293 + "…"
    assert len(journal.objet_libelle) == 300
    assert journal.au_nom_de == "y" * 200


@pytest.mark.django_db(transaction=True)
def test_gesture_outside_a_transaction_is_refused() -> None:
    with pytest.raises(HorsTransaction):
        record_geste(**DEFAULTS)
    assert not Journal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_gesture_goes_with_the_action_that_fails() -> None:
    def act() -> None:
        record()
        raise RuntimeError("la suite a échoué")

    with pytest.raises(RuntimeError), transaction.atomic():
        act()
    assert not Journal.objects.exists()
    with transaction.atomic():
        record()
    assert Journal.objects.count() == 1
