"""What the filters of paroles, constats and enjeux share."""

from collections.abc import Sequence

from django import forms

from convive.socle.formulaires import get_champ_choix


def set_choix(form: forms.Form, nom: str, vide: str, choix: Sequence[tuple[str, str]]) -> None:
    """The choices of a filter, after the one that asks nothing."""
    get_champ_choix(form, nom).choices = [("", vide), *choix]


def build_criteres(form: forms.Form) -> dict[str, str]:
    """What a form of filters asks; what cannot be read asks nothing."""
    form.is_valid()
    return {champ: str(valeur or "") for champ, valeur in form.cleaned_data.items()}
