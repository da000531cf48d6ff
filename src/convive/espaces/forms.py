"""Forms of espaces: create one, invite someone, open the account of an invited person."""

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import QueryDict
from django.utils import timezone

from convive.espaces.models import Role, TypeEspace
from convive.espaces.rules import MAX_NOM_ESPACE
from convive.territoires.rules import MAX_COMMUNES, CommuneResume, PerimetreResolu, get_refus_perimetre
from convive.territoires.selectors import get_communes_from_codes, get_communes_from_texte

MAX_CARACTERES_AJOUTS = 20_000
MAX_ERREURS_CITEES = 20


class EspaceForm(forms.Form):
    """`propositions` holds the codes of every box shown, ticked or not: nothing is lost when the page returns."""

    propositions = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MAX_COMMUNES * 6)
    nom = forms.CharField(
        label="Nom de l’espace",
        help_text="Celui que l’on dit en réunion. Il est public, comme le portrait de ses communes.",
        max_length=MAX_NOM_ESPACE,
    )
    type = forms.ChoiceField(label="Type d’espace", choices=TypeEspace.choices, initial=TypeEspace.TERRITOIRE)
    communes = forms.MultipleChoiceField(label="Communes", required=False)
    ajouts = forms.CharField(
        label="Ajouter des communes",
        help_text="Un code Insee ou un nom par ligne. Un SIREN ou un nom d’intercommunalité ajoute ses communes.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        required=False,
        max_length=MAX_CARACTERES_AJOUTS,
    )

    def __init__(self, data: QueryDict | None = None, *, depart: PerimetreResolu | None = None) -> None:
        codes = [commune.code for commune in depart.communes] if depart else []
        initial = {"nom": depart.nom if depart else "", "communes": codes, "propositions": " ".join(codes)}
        super().__init__(data, initial=initial)
        if data is None:
            communes = depart.communes if depart else ()
        else:
            shown = [*data.get("propositions", "").split(), *data.getlist("communes")]
            communes = get_communes_from_codes(shown[: 2 * MAX_COMMUNES]).communes
        self._set_communes(communes)

    def _set_communes(self, communes: tuple[CommuneResume, ...]) -> None:
        self.communes_proposees = communes
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for commune in communes:
            groups[f"{commune.departement_nom} ({commune.departement})"].append((commune.code, commune.nom))
        self.fields["communes"].choices = list(groups.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        resolution = get_communes_from_texte(cleaned.get("ajouts", ""))
        for ligne in resolution.refus[:MAX_ERREURS_CITEES]:
            self.add_error("ajouts", f"Ligne {ligne.numero}, « {ligne.texte} » : {ligne.message}")
        if self.errors:
            return cleaned
        cleaned["codes"] = sorted({*cleaned["communes"], *(commune.code for commune in resolution.communes)})
        today = timezone.localdate()
        for message in get_refus_perimetre(cleaned["codes"], cleaned["nom"], today, today):
            self.add_error(None, message)
        return cleaned


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
