"""Forms that invite someone, and open an invited account."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from convive.espaces.models import Role


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label="Adresse e-mail",
        help_text="Le lien ne sert qu’une fois, pendant 14 jours, et seulement pour cette adresse.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Rôle", choices=[("", "Choisir…"), *Role.choices])


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
