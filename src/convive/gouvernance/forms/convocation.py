"""The words of a convocation, and someone who is invited without a seat."""

from django import forms

from convive.acteurs.forms.champs import clean_texte
from convive.gouvernance.forms.notes import SaisieForm
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE, MAX_QUALITE

MAX_MOT = 500
MOT = (
    "Vous êtes invité·e à cette séance. Merci de dire en un clic si vous serez là, ou qui vous représentera. "
    "L’ordre du jour est ci-dessous."
)


class ConvocationForm(SaisieForm):
    mot = forms.CharField(
        label="Le mot de la convocation",
        max_length=MAX_MOT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La date, le lieu, l’ordre du jour et le lien pour répondre s’ajoutent d’eux-mêmes.",
    )

    def clean_mot(self) -> str:
        return clean_texte(self.cleaned_data["mot"])


class InviteForm(SaisieForm):
    nom = forms.CharField(label="Nom", max_length=MAX_NOM_PERSONNE, error_messages={"required": "Donnez son nom."})
    qualite = forms.CharField(label="En qualité de", max_length=MAX_QUALITE, required=False)
    email = forms.EmailField(
        label="Adresse e-mail",
        required=False,
        help_text="Sans elle, rien ne lui est envoyé\u00a0: on l’attend quand même.",
    )
