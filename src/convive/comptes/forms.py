"""Allauth's forms, with our labels and without placeholders."""

# The classes of allauth come without types.
# mypy: disallow-subclassing-any=False

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from convive.comptes.adapters import get_email_invite
from convive.comptes.models import MAX_NOM_AFFICHE, Compte
from convive.comptes.rules import AIDE_MOT_DE_PASSE

MOT_DE_PASSE = ("Mot de passe", "")
NOUVEAU = {
    "password1": ("Nouveau mot de passe", AIDE_MOT_DE_PASSE),
    "password2": ("Le même, une seconde fois", ""),
}


class NosMotsMixin:
    """Gives each field listed in `mots` our label and help text."""

    fields: dict[str, forms.Field]
    mots: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom, (libelle, aide) in self.mots.items():
            self.fields[nom].label = libelle
            self.fields[nom].help_text = aide
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ConnexionForm(NosMotsMixin, LoginForm):
    mots = {
        "login": ("Adresse e-mail", ""),
        "password": MOT_DE_PASSE,
        "remember": ("Rester connecté·e sur cet appareil", "Pas sur un ordinateur que d’autres utilisent."),
    }


class InscriptionForm(NosMotsMixin, SignupForm):
    """Registration of an invited person, with the address of the invitation."""

    nom_affiche = forms.CharField(
        label="Prénom et nom",
        help_text="Tels que vos partenaires les liront.",
        max_length=MAX_NOM_AFFICHE,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "nom_affiche", "password1", "password2"]
    mots = {
        "email": ("Adresse e-mail", "Celle qui a reçu l’invitation."),
        "password1": ("Mot de passe", AIDE_MOT_DE_PASSE),
        "password2": NOUVEAU["password2"],
    }

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if email.casefold() != get_email_invite(context.request).casefold():
            raise ValidationError("L’adresse est celle qui a reçu l’invitation.")
        return email


class OubliForm(NosMotsMixin, ResetPasswordForm):
    mots = {"email": ("Adresse e-mail", "")}


class NouveauMotDePasseForm(NosMotsMixin, ResetPasswordKeyForm):
    mots = NOUVEAU


class PremierMotDePasseForm(NosMotsMixin, SetPasswordForm):
    mots = NOUVEAU


class ChangementMotDePasseForm(NosMotsMixin, ChangePasswordForm):
    mots = {"oldpassword": ("Mot de passe actuel", ""), **NOUVEAU}


class ConfirmationForm(NosMotsMixin, ReauthenticateForm):
    mots = {"password": MOT_DE_PASSE}


class AdresseForm(NosMotsMixin, AddEmailForm):
    mots = {"email": ("Nouvelle adresse", "")}


class SecondFacteurForm(NosMotsMixin, AuthenticateForm):
    mots = {"code": ("Code de vérification ou de secours", "")}


class PreuveForm(NosMotsMixin, MfaReauthenticateForm):
    mots = {"code": ("Code de vérification ou de secours", "")}


class ActivationForm(NosMotsMixin, ActivateTOTPForm):
    mots = {"code": ("Code à six chiffres", "")}


class CleForm(NosMotsMixin, AddWebAuthnForm):
    mots = {
        "name": ("Nom de la clé", ""),
        "passwordless": (
            "Me connecter avec elle seule, sans mot de passe",
            "L’appareil demande alors une empreinte, un visage ou un code.",
        ),
    }


class NomCleForm(NosMotsMixin, EditWebAuthnForm):
    mots = {"name": ("Nom de la clé", "")}


class PremierCompteForm(forms.Form):
    """The first compte of an installation; the code is the one of the terminal, and comes with the address it shows."""

    code = forms.CharField(
        label="Code affiché dans la fenêtre où Convive a été lancé, par la personne qui l’installe",
        help_text="Il est écrit là où Convive a été lancé, après «\u00a0Créez le vôtre\u00a0».",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    nom_affiche = forms.CharField(
        label="Prénom et nom",
        help_text="Tels que vos partenaires les liront.",
        max_length=MAX_NOM_AFFICHE,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Adresse e-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password1 = forms.CharField(
        label="Mot de passe",
        help_text=AIDE_MOT_DE_PASSE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Le même, une seconde fois",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, code: str = "") -> None:
        super().__init__(data, initial={"code": code})
        # What came with the address is not asked again.
        self.saisie_code = self.fields["code"].widget
        if code or (data and data.get("code")):
            self.fields["code"].widget = forms.HiddenInput()

    def refuse_code(self, phrase: str) -> None:
        self.fields["code"].widget = self.saisie_code
        self.add_error("code", phrase)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if Compte.objects.filter(email__iexact=email).exists():
            raise ValidationError("Cette adresse est celle d’une personne de la démonstration\u00a0: prenez la vôtre.")
        return email

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password)
        return password

    def clean(self) -> None:
        dit, redit = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if dit and redit and dit != redit:
            self.add_error("password2", "Les deux mots de passe ne sont pas les mêmes.")

    def get_compte(self) -> dict[str, str]:
        champs = {champ: self.cleaned_data[champ] for champ in ("code", "email", "nom_affiche")}
        return champs | {"password": self.cleaned_data["password1"]}
