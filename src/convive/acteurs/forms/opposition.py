"""The address of somebody who wants no more letters."""

from django import forms


class OppositionForm(forms.Form):
    email = forms.EmailField(label="Adresse à qui ne plus écrire")
