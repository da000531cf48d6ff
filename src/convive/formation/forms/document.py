"""The forms to cancel a document, with a reason, and to verify a code."""

from django import forms

from convive.formation.forms.base import FormationForm
from convive.formation.rules.document import MAX_MOTIF


class AnnulationForm(FormationForm):
    motif = forms.CharField(
        label="Pourquoi",
        max_length=MAX_MOTIF,
        help_text="Le document et sa page de vérification indiqueront qu’il est annulé, avec le motif.",
        error_messages={"required": "Indiquez pourquoi\u00a0: ce sera écrit sur le document."},
    )


class VerificationForm(FormationForm):
    code = forms.CharField(
        label="Le code du document",
        max_length=40,
        help_text="Seize lettres et chiffres, au bas du document. Les espaces ne comptent pas.",
        error_messages={"required": "Donnez le code écrit au bas du document."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
