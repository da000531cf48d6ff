"""The controls are those of Django, to the character."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from convive.ui.rendu_formulaires import CONTROLES, RenduFormulaires

CHOIX = [("", "Tous"), ("a&b", "L’un & l’autre"), ("Groupe <1>", [("c", "Troisième"), (4, "Quatrième")])]
CHOIX_CHIFFRES = [(2026, 2026), (Decimal("1.5"), Decimal("1.5")), (None, mark_safe("<b>Aucun</b>"))]
WIDGETS: dict[str, tuple[forms.Widget, list[Any]]] = {
    "text": (forms.TextInput({"class": "x", "required": True, "disabled": False}), [None, "", "a « b » <&\"'>", 12]),
    "number": (forms.NumberInput(), [None, 1_234, Decimal("1234.50")]),
    "email": (forms.EmailInput(), ["moi@exemple.fr"]),
    "url": (forms.URLInput(), ["https://exemple.fr/?a=1&b=2"]),
    "password": (forms.PasswordInput(), ["secret"]),
    "hidden": (forms.HiddenInput(), ["x"]),
    "search": (forms.SearchInput(), ["x"]),
    "tel": (forms.TelInput(), ["06"]),
    "color": (forms.ColorInput(), ["#fff"]),
    "date": (forms.DateInput(), [None, date(2026, 3, 1)]),
    "datetime": (forms.DateTimeInput(), [None]),
    "time": (forms.TimeInput(), [None]),
    "checkbox": (forms.CheckboxInput({"aria-describedby": "aide"}), [True, False, None, "oui"]),
    "file": (forms.FileInput(), [None]),
    "textarea": (forms.Textarea(), [None, "", "\nune\n<deux>", mark_safe("<b>")]),
    "select": (forms.Select({"class": "x"}, CHOIX), ["", "a&b", "4", None]),
    "chiffres": (forms.Select(choices=CHOIX_CHIFFRES), ["2026", None]),
    "plusieurs": (forms.SelectMultiple(choices=CHOIX), [["c", "a&b"], []]),
    "vide": (forms.Select(), [None]),
    "inconnu": (forms.NullBooleanSelect(), [True, None]),
}


@pytest.mark.parametrize("nom", WIDGETS)
def test_a_control_is_written_as_its_template_does(nom: str) -> None:
    widget, valeurs = WIDGETS[nom]
    for valeur in valeurs:
        for attrs in ({"id": "id_x"}, {"title": "« ici » <b>", "data-x": "1"}, {}):
            written = widget.render("champ", valeur, attrs, RenduFormulaires())
            assert written == widget.render("champ", valeur, attrs, DjangoTemplates())


@pytest.mark.parametrize("sorte", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_boxes_and_buttons_are_written_as_their_templates_do(sorte: type[forms.RadioSelect]) -> None:
    class Essai(forms.Form):
        champ = forms.MultipleChoiceField(choices=CHOIX, widget=sorte, required=False, help_text="Une aide")

    pages = [Essai({"champ": ["c"]}, renderer=renderer()) for renderer in (RenduFormulaires, DjangoTemplates)]
    assert str(pages[0]["champ"]) == str(pages[1]["champ"])
    for fast, slow in zip(pages[0]["champ"], pages[1]["champ"], strict=True):
        assert (fast.tag(), fast.tag(wrap_label=True)) == (slow.tag(), slow.tag(wrap_label=True))


def test_a_whole_list_of_boxes_keeps_its_template() -> None:
    assert "django/forms/widgets/radio.html" not in CONTROLES
    assert "django/forms/widgets/checkbox_select.html" not in CONTROLES


def test_it_writes_the_forms_of_the_site(settings: Any) -> None:
    assert settings.FORM_RENDERER == "convive.ui.rendu_formulaires.RenduFormulaires"
