"""The registry of events, and the journal that publishes its lines."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from convive.socle.evenements import Evenement, EvenementInconnu, RegistreEvenements


def build(cle: str = "note_modifiee", ordre: int = 10, objet_type: str = "note", geste: str = "modifier") -> Evenement:
    return Evenement(
        cle, "Une note a changé", "{auteur} a modifié {objet}", "{objet} : {nombre} fois", ordre, objet_type, geste
    )


def test_events_are_found_by_key_by_line_and_in_order():
    registre = RegistreEvenements()
    second, premier = build("b", 20), build("a", 10, geste="creer")
    registre.record(second, premier, build("b", 20))
    assert registre.get_all() == (premier, second)
    assert registre.get("b") == second
    assert registre.get_for("note", "modifier") == (second,)
    assert registre.get_for("note", "clore") == ()
    with pytest.raises(EvenementInconnu, match="absent"):
        registre.get("absent")


def test_phrase_of_one_and_of_several():
    evenement = build()
    assert evenement.build_phrase(objet="Horaires", auteur="Élue") == "Élue a modifié Horaires"
    assert evenement.build_phrase(objet="Horaires", auteur="Élue", nombre=3) == "Horaires : 3 fois"


def test_gesture_is_on_a_type_of_object():
    assert build(geste="").geste == ""
    with pytest.raises(ImproperlyConfigured, match="note_modifiee"):
        build(objet_type="")


def test_line_is_handed_to_each_that_follows_once():
    registre, recues = RegistreEvenements(), []
    for _ in range(2):
        registre.record_suite("essai", recues.append)
    ligne = SimpleNamespace(objet_type="note")
    registre.publish(ligne)
    assert recues == [ligne]
