"""The one question asked about a place."""

from django import forms

from convive.espaces.models import ReponsePlace
from convive.espaces.models.confirmation import MAX_PRECISION


class ConfirmationForm(forms.Form):
    reponse = forms.ChoiceField(
        label="Où en êtes-vous ?",
        choices=ReponsePlace.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’une des trois réponses."},
    )
    precision = forms.CharField(
        label="Qu’est-ce qui a changé ?",
        help_text=f"Une ou deux phrases, {MAX_PRECISION} signes au plus.",
        max_length=MAX_PRECISION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
