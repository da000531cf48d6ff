"""The form of a group of contacts."""

from django import forms

from convive.acteurs.rules.annuaire import MAX_NOM
from convive.socle.texte import clean_ligne


class GroupeForm(forms.Form):
    nom = forms.CharField(label="Nom du groupe", help_text="« Comité technique petite enfance ».", max_length=MAX_NOM)
    description = forms.CharField(
        label="À quoi il sert",
        help_text="Visible par tous les membres de l’espace.",
        max_length=300,
        required=False,
    )

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])
