"""Three states of one form: what it showed, what it would show now, what was typed."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from convive.espaces.forms.fiche import FicheForm
from convive.espaces.forms.reunion import join_forms, read_donnees
from convive.socle.formulaires import JourField

COMMUNES = [("a", "Ambre"), ("b", "Brioux"), ("c", "Civray")]


class EssaiForm(FicheForm):
    nom = forms.CharField(required=False)
    texte = forms.CharField(required=False, widget=forms.Textarea)
    nombre = forms.DecimalField(required=False, localize=True, widget=forms.TextInput)
    jour = JourField()
    public = forms.BooleanField(required=False)
    type = forms.ChoiceField(choices=[("", "Choisir"), ("un", "Un"), ("deux", "Deux")], required=False)
    communes = forms.MultipleChoiceField(choices=COMMUNES, required=False)


DEPART: dict[str, Any] = {"nom": "Nom", "texte": "Un.\n\nDeux.", "nombre": Decimal("0.50"), "communes": ["a", "z"]}


def join(saisie: dict[str, Any], enregistre: dict[str, Any], depart: str | None = None):
    """What comes of `saisie`, typed in a form that started from DEPART, when `enregistre` was saved meanwhile."""
    ouvert = EssaiForm(fiche=SimpleNamespace(version=1), initial=DEPART)
    data = QueryDict(mutable=True)
    for nom, valeurs in ouvert.read_initial().items():
        data.setlist(nom, valeurs)
    data.update({"version": "1", "depart": ouvert["depart"].value() if depart is None else depart})
    for nom, valeur in saisie.items():
        data.setlist(nom, valeur if isinstance(valeur, list) else [valeur])
    actuel = EssaiForm(fiche=SimpleNamespace(version=2), initial=DEPART | enregistre)
    saisi = EssaiForm(data, fiche=SimpleNamespace(version=2), initial=DEPART | enregistre)
    assert saisi.is_valid()
    return join_forms(saisi, actuel, "Directeur")


def test_what_only_one_of_two_changed_is_kept():
    reunion = join(
        {"nom": "Le mien", "texte": "UN.\r\n\r\nDeux."}, {"type": "un", "public": True, "texte": "Un.\n\nDEUX."}
    )
    assert reunion.fusion.champs == ()
    assert (reunion.is_texte, reunion.data["texte"]) == (True, "UN.\n\nDEUX.")
    assert {nom: reunion.data[nom] for nom in ("nom", "type", "public")} == {
        "nom": "Le mien",
        "type": "un",
        "public": "on",
    }
    assert EssaiForm(reunion.data).is_valid()
    assert reunion.data["version"] == "2"


def test_boxes_are_joined_and_what_was_not_shown_is_not_touched():
    reunion = join({"communes": ["b"]}, {"communes": ["a", "c", "z"]})
    assert reunion.data.getlist("communes") == ["b", "c"]


def test_one_number_is_not_two_because_it_is_written_otherwise():
    reunion = join({"nombre": "0,5", "nom": "Le mien"}, {"nombre": Decimal("0.75")})
    assert (reunion.fusion.champs, reunion.data["nombre"]) == ((), "0,75")


@pytest.mark.parametrize(
    ("champ", "mien", "sien", "mots"),
    [
        ("type", "un", "deux", ("Un", "Deux")),
        ("nombre", "1", "2", ("1", "2")),
        ("jour", "2026-03-02", "2026-03-03", ("2\u00a0mars\u00a02026", "3\u00a0mars\u00a02026")),
        ("nom", "Quand\u00a0?", "Où\u00a0?", None),
    ],
)
def test_what_both_changed_is_chosen_and_the_choice_is_what_is_saved(champ, mien, sien, mots):
    reunion = join({champ: mien}, {champ: sien})
    (passage,) = reunion.fusion.conflits
    assert (passage.mien, passage.sien, passage.mots) == ((mien,), (sien,), mots)
    data = QueryDict(mutable=True)
    data.update({"fusion": reunion.fusion.contenu})
    for choix, attendu in (("mien", mien), ("sien", sien)):
        data[f"choix-{passage.nom}"] = choix
        resolved, fusion = read_donnees(data)
        assert (resolved[champ], fusion.erreurs) == (attendu, [])


def test_a_form_that_does_not_say_where_it_started_loses_nothing():
    reunion = join(
        {"nom": "Le mien", "texte": "À moi."}, {"nom": "Le sien", "texte": "À lui.", "type": "un"}, depart="{"
    )
    assert [champ.champ for champ in reunion.fusion.champs] == ["nom", "texte", "type"]
