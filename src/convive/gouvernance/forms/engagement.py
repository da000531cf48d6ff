"""Where a commitment is: a state, a sentence, who reads it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.rules.engagements import MAX_PHRASE, EtatEngagement
from convive.gouvernance.selectors.engagements import CHOIX_ETATS
from convive.plan_action.rules.plan import VisibiliteNote
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne


class EngagementForm(GouvernanceForm):
    etat = forms.ChoiceField(
        label="Où en est-il\u00a0?",
        choices=EtatEngagement.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez où en est cet engagement."},
    )
    phrase = forms.CharField(
        label="En une phrase",
        help_text="Des faits, datés\u00a0: ce qui a été fait, ce qui l’attend. Ni reproche, ni compliment.",
        max_length=MAX_PHRASE,
        error_messages={"required": "Une phrase suffit\u00a0: ce qui a été fait, ou ce qui l’attend."},
    )
    visibilite = forms.ChoiceField(
        label="Qui le lira\u00a0?",
        choices=[
            (VisibiliteNote.PARTAGEE.value, "Toutes les personnes qui lisent les engagements"),
            (VisibiliteNote.INTERNE.value, "L’équipe seulement"),
        ],
        initial=VisibiliteNote.PARTAGEE.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, is_equipe: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if not is_equipe:
            # What an organisation says of itself, it says to everyone.
            del self.fields["visibilite"]

    def clean_phrase(self) -> str:
        return clean_ligne(self.cleaned_data["phrase"])


class FiltreEngagementsForm(forms.Form):
    organisation = forms.ChoiceField(label="Organisation", required=False)
    etat = forms.ChoiceField(label="Où ils en sont", required=False, choices=list(CHOIX_ETATS.items()))

    def __init__(self, data: QueryDict, *, organisations: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        get_champ_choix(self, "organisation").choices = [("", "toutes"), *organisations]

    def get_choix(self) -> tuple[str, str]:
        """The organisation, then the state; a value that is not a choice asks nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("organisation") or ""), str(self.cleaned_data.get("etat") or "")
