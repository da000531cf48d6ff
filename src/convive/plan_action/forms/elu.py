"""The météo of an élu·e: one tap, with a sentence when she has one."""

from django import forms

from convive.plan_action.rules.plan import MAX_PHRASE, NiveauMeteo
from convive.socle.texte import clean_ligne


class MeteoEluForm(forms.Form):
    fiche = forms.UUIDField()
    niveau = forms.ChoiceField(choices=NiveauMeteo.choices)
    phrase = forms.CharField(max_length=MAX_PHRASE, required=False)

    def clean_phrase(self) -> str:
        return clean_ligne(self.cleaned_data["phrase"])
