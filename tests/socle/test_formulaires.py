"""A field of choices, with its type."""

import pytest
from django import forms

from convive.socle.formulaires import get_champ_choix


class Essai(forms.Form):
    sorte = forms.ChoiceField()
    nom = forms.CharField()


def test_choices_are_set_on_the_form_that_is_given():
    form = Essai({"sorte": "a", "nom": "x"})
    get_champ_choix(form, "sorte").choices = [("a", "A")]
    assert form.is_valid()
    assert not Essai({"sorte": "a", "nom": "x"}).is_valid()


def test_field_of_another_kind_is_refused():
    with pytest.raises(TypeError, match="nom"):
        get_champ_choix(Essai(), "nom")
