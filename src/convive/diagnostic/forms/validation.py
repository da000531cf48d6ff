"""The form that validates a version: on which day, by whom."""

from datetime import date

from django import forms
from django.utils import timezone

from convive.diagnostic.rules.sommaire import MAX_VALIDATION


class ValidationForm(forms.Form):
    date_validation = forms.DateField(
        label="Validé le",
        help_text="Le jour où il a été présenté et adopté.",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    validation = forms.CharField(
        label="Par qui",
        help_text="Par exemple : le comité de pilotage.",
        max_length=MAX_VALIDATION,
    )

    def clean_date_validation(self) -> date:
        jour: date = self.cleaned_data["date_validation"]
        if jour > timezone.localdate():
            raise forms.ValidationError("Ce jour n’est pas encore venu : notez la validation quand elle a eu lieu.")
        return jour

    def clean_validation(self) -> str:
        return " ".join(str(self.cleaned_data["validation"]).split())
