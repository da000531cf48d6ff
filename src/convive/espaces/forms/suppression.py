"""The form that deletes an espace: its name is typed, so that nobody deletes one for another."""

from django import forms
from django.http import QueryDict

from convive.espaces.models import Espace


class SuppressionForm(forms.Form):
    nom = forms.CharField(
        label="Nom de l’espace",
        help_text="Recopiez-le pour confirmer. Les majuscules et les espaces en trop ne comptent pas.",
        error_messages={"required": "Ce champ est obligatoire : recopiez le nom de l’espace pour le supprimer."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: QueryDict | None = None, *, espace: Espace) -> None:
        super().__init__(data)
        self._espace = espace

    def clean_nom(self) -> str:
        nom: str = self.cleaned_data["nom"]
        if fold_nom(nom) != fold_nom(self._espace.nom):
            raise forms.ValidationError(f"Ce n’est pas le nom de cet espace, qui s’appelle « {self._espace.nom} ».")
        return nom


def fold_nom(nom: str) -> str:
    """A typed apostrophe and a printed one are the same letter for whoever types."""
    return " ".join(nom.replace("’", "'").casefold().split())
