"""Forms that invite someone, and open an invited account."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.forms.boundfield import BoundWidget
from django.http import QueryDict

from convive.espaces.forms.limites import LimitesForm
from convive.espaces.forms.membre import DernierJourField
from convive.espaces.models import Role
from convive.espaces.rules import MAX_NOM_INVITE
from convive.espaces.selectors.limites import ChoixLimites
from convive.espaces.selectors.resume_roles import build_resumes


class InvitationForm(LimitesForm):
    email = forms.EmailField(
        label="Adresse e-mail",
        help_text="Le lien ne sert qu’une fois, pendant 14 jours, et seulement pour cette adresse.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    nom = forms.CharField(
        label="Nom de la personne",
        help_text="Pour reconnaître l’invitation dans la liste : un prénom, un nom, un organisme.",
        required=False,
        max_length=MAX_NOM_INVITE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Rôle", choices=Role.choices, widget=forms.RadioSelect)
    dernier_jour = DernierJourField()
    field_order = ("email", "nom", "role", "dernier_jour")

    def __init__(self, data: QueryDict | None = None, *, choix: ChoixLimites) -> None:
        super().__init__(data, choix=choix)
        self.resumes = build_resumes()

    def list_roles(self) -> list[tuple[BoundWidget, str]]:
        """Each role, with what it opens."""
        return [(radio, self.resumes[radio.data["value"]]) for radio in self["role"]]


class CompteInviteForm(forms.Form):
    nom_affiche = forms.CharField(
        label="Votre nom",
        help_text="Tel que les autres membres le liront.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Mot de passe",
        help_text="Au moins 12 caractères mêlant majuscules, minuscules, chiffres et signes, ou une phrase de 7 mots.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
