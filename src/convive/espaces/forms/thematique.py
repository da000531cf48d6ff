"""The form that names a thématique."""

from django import forms

from convive.espaces.rules import MAX_NOM_THEMATIQUE


class ThematiqueForm(forms.Form):
    nom = forms.CharField(
        label="Nom de la thématique",
        help_text="Le mot que tout le monde emploie en réunion.",
        max_length=MAX_NOM_THEMATIQUE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
