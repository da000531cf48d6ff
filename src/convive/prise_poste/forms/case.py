"""What comes from one box of a workshop."""

from django import forms

from convive.prise_poste.rules.case import MAX_CHAMP, SaisieCase


class CaseForm(forms.Form):
    """`base` is the text that the box held when one began to write; lengths are told by the action, in the box."""

    champ = forms.CharField(max_length=MAX_CHAMP)
    base = forms.CharField(required=False, strip=False)
    texte = forms.CharField(required=False, strip=False)

    def get_saisie(self) -> SaisieCase:
        valeurs = self.cleaned_data
        return SaisieCase(
            valeurs["champ"], valeurs["base"].replace("\r\n", "\n"), valeurs["texte"].replace("\r\n", "\n").rstrip()
        )
