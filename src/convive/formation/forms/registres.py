"""What a trainee writes for the register of complaints; those who organise fill it with the form of a cahier."""

from typing import Any

from django import forms

from convive.socle.texte import clean_ligne, clean_texte


class ReclamationStagiaireForm(forms.Form):
    """What a trainee writes, in her words."""

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
