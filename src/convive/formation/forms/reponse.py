"""What comes from one box of a workshop."""

from django import forms

from convive.formation.actions.reponse import SaisieReponse
from convive.formation.rules.ateliers import MAX_CHAMP


class ReponseForm(forms.Form):
    """`base` is the text that the box held when one began to write; lengths are told by the action, in the box."""

    champ = forms.CharField(max_length=MAX_CHAMP)
    base = forms.CharField(required=False, strip=False)
    texte = forms.CharField(required=False, strip=False)

    def get_saisie(self) -> SaisieReponse:
        valeurs = self.cleaned_data
        return SaisieReponse(
            valeurs["champ"], valeurs["base"].replace("\r\n", "\n"), valeurs["texte"].replace("\r\n", "\n").rstrip()
        )
