"""The forms of a milestone and of its kinds."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.convention.actions.jalon import SaisieJalon
from convive.convention.models import PHASES, Jalon, TypeJalon
from convive.convention.rules.ctg import MAX_COMMENTAIRE, MAX_LIBELLE
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_ligne, clean_texte


class JalonForm(forms.Form):
    phase = forms.ChoiceField(label="Phase", choices=PHASES)
    libelle = forms.CharField(label="Jalon", help_text="Ce qui est atteint ce jour-là.", max_length=MAX_LIBELLE)
    date_prevue = JourField(label="Date prévue")
    date_reelle = JourField(label="Atteint le", help_text="Le jour où cela a eu lieu.")
    is_sans_objet = forms.BooleanField(
        label="Sans objet ici",
        help_text="Votre CTG s’en passe : il ne sera plus annoncé comme manquant.",
        required=False,
    )
    commentaire = forms.CharField(
        label="Commentaire",
        max_length=MAX_COMMENTAIRE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, jalon: Jalon | None = None, type_jalon: TypeJalon | None = None
    ) -> None:
        self.type = jalon.type if jalon else type_jalon
        initial: dict[str, Any] = {}
        if type_jalon is not None:
            initial = {"phase": type_jalon.phase, "libelle": type_jalon.libelle}
        if jalon is not None:
            initial = {champ: getattr(jalon, champ) for champ in self.base_fields}
        super().__init__(data, initial=initial, use_required_attribute=False)
        if self.type is not None:
            # Its phase is that of its kind.
            del self.fields["phase"]

    def clean_libelle(self) -> str:
        return clean_ligne(str(self.cleaned_data["libelle"]))

    def clean_commentaire(self) -> str:
        return clean_texte(str(self.cleaned_data["commentaire"]))

    def get_saisie(self) -> SaisieJalon:
        valeurs = {**self.cleaned_data, "type": self.type}
        if self.type is not None:
            valeurs["phase"] = self.type.phase
        return SaisieJalon(**valeurs)


class TypeJalonForm(forms.Form):
    libelle = forms.CharField(
        label="Nom du jalon", max_length=MAX_LIBELLE, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    is_attendu = forms.BooleanField(label="Annoncé comme manquant tant qu’il n’est pas atteint", required=False)
    is_annuel = forms.BooleanField(label="Revient chaque année", required=False)

    def __init__(
        self, data: QueryDict | None = None, *, type_jalon: TypeJalon | None = None, auto_id: str = "id_%s"
    ) -> None:
        initial: dict[str, Any] = {"is_attendu": True}
        if type_jalon is not None:
            initial = {champ: getattr(type_jalon, champ) for champ in self.base_fields}
        super().__init__(data, initial=initial, auto_id=auto_id, use_required_attribute=False)

    def clean_libelle(self) -> str:
        return clean_ligne(str(self.cleaned_data["libelle"]))
