"""The météo of an élu·e: one tap, with a sentence when she has one."""

from django import forms

from convive.plan_action.rules.plan import LIBELLES_METEO, MAX_PHRASE, build_choix
from convive.socle.texte import clean_ligne


class MeteoEluForm(forms.Form):
    fiche = forms.UUIDField()
    niveau = forms.ChoiceField(choices=build_choix(LIBELLES_METEO))
    phrase = forms.CharField(max_length=MAX_PHRASE, required=False)

    def clean_phrase(self) -> str:
        return clean_ligne(self.cleaned_data["phrase"])
