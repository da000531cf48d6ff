"""The words of a convocation, and someone who is invited without a seat."""

from collections.abc import Sequence
from typing import Any

from django import forms

from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import ParticipantSeance
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE, MAX_QUALITE
from convive.gouvernance.rules.seances import Reponse
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_texte

MAX_MOT = 500
MOT = (
    "Vous êtes invité·e à cette séance. Merci d’indiquer en un clic si vous serez là, ou qui vous représentera. "
    "L’ordre du jour est ci-dessous."
)


class ConvocationForm(GouvernanceForm):
    mot = forms.CharField(
        label="Le mot de la convocation",
        max_length=MAX_MOT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="La date, le lieu, l’ordre du jour et le lien pour répondre s’ajoutent d’eux-mêmes.",
    )

    def clean_mot(self) -> str:
        return clean_texte(self.cleaned_data["mot"])


class InviteForm(GouvernanceForm):
    nom = forms.CharField(label="Nom", max_length=MAX_NOM_PERSONNE, error_messages={"required": "Donnez son nom."})
    qualite = forms.CharField(label="En qualité de", max_length=MAX_QUALITE, required=False)
    email = forms.EmailField(
        label="Adresse e-mail",
        required=False,
        help_text="Sans elle, rien ne lui est envoyé\u00a0: on l’attend quand même.",
    )


class ParticipantForm(GouvernanceForm):
    """One of those who are expected, and an address to write to when `with_email`: her link is sent again."""

    qui = forms.ChoiceField(label="Qui", error_messages={"required": "Choisissez une personne."})

    def __init__(
        self, data: Any = None, *, participants: Sequence[ParticipantSeance], with_email: bool = True, **kw: Any
    ) -> None:
        super().__init__(data, **kw)
        self._participants = {str(row.pk): row for row in participants if row.email or not with_email}
        noms = [(cle, row.nom) for cle, row in self._participants.items()]
        get_champ_choix(self, "qui").choices = [("", "Choisir"), *noms]

    def get_participant(self) -> ParticipantSeance:
        """Once the form is valid."""
        return self._participants[self.cleaned_data["qui"]]


class ReponseRecueForm(ParticipantForm):
    """What someone answered by telephone."""

    reponse = forms.ChoiceField(label="Sa réponse", choices=[("", "Choisir"), *Reponse.choices])
    represente_par = forms.CharField(label="Par qui", max_length=MAX_NOM_PERSONNE, required=False)

    def __init__(self, data: Any = None, **kw: Any) -> None:
        super().__init__(data, with_email=False, **kw)

    def clean_represente_par(self) -> str:
        return clean_texte(self.cleaned_data["represente_par"])
