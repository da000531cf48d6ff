"""The text of a decision, written before the room."""

from django import forms

from convive.acteurs.forms.champs import clean_texte
from convive.gouvernance.rules.decisions import MAX_LIBELLE


class DecisionForm(forms.Form):
    """`cle` makes a new one that was sent twice one decision; `version` is that of the line that was shown."""

    cle = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False, min_value=1)
    texte = forms.CharField(max_length=MAX_LIBELLE)

    def clean_texte(self) -> str:
        return clean_texte(self.cleaned_data["texte"])
