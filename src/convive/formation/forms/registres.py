"""The form of a line of a register: the fields of its model, with choices limited to the espace."""

from typing import Any

from django import forms

from convive.socle.texte import clean_ligne, clean_texte


class ReclamationStagiaireForm(forms.Form):
    """A réclamation in the stagiaire's own words."""

    objet = forms.CharField(label="En quelques mots", max_length=300)
    texte = forms.CharField(
        label="Ce qui s’est passé",
        help_text="Ce que vous attendiez, ce qui n’allait pas, ce qui arrangerait les choses.",
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)

    def get_valeurs(self) -> dict[str, str]:
        valeurs = self.cleaned_data
        return {"objet": clean_ligne(valeurs["objet"]), "texte": clean_texte(valeurs["texte"])}
