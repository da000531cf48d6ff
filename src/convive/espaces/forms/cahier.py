"""The form of a line of a cahier: the fields of its model, limited to what is in the espace."""

from typing import Any

from django import forms
from django.db import models

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Espace
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_ligne, clean_texte

LIGNES_TEXTE = 3


def _get_champ(field: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        champ = JourField(label=options.get("label") or field.verbose_name, help_text=field.help_text)
        champ.required = not field.blank
        return champ
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": LIGNES_TEXTE})
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class LigneForm(FicheForm, forms.ModelForm[Any]):
    """`ligne` is the one that changes, or a new one as it begins."""

    def __init__(self, data: Any = None, *, espace: Espace, ligne: models.Model) -> None:
        super().__init__(data, fiche=ligne, instance=ligne, use_required_attribute=False)
        for champ in self.fields.values():
            if champ.label:
                champ.label = str(champ.label)[:1].upper() + str(champ.label)[1:]
            if isinstance(champ, forms.ModelChoiceField) and champ.queryset is not None:
                champ.queryset = champ.queryset.filter(espace=espace)
                champ.empty_label = "–"

    def get_valeurs(self) -> dict[str, Any]:
        valeurs = self.cleaned_data.items()
        return {nom: self._clean_mots(nom, valeur) for nom, valeur in valeurs if nom not in FicheForm.base_fields}

    def get_saisie(self) -> Saisie:
        return self.build_saisie(**self.get_valeurs())

    def _clean_mots(self, nom: str, valeur: Any) -> Any:
        if not isinstance(valeur, str):
            return valeur
        return clean_texte(valeur) if isinstance(self.fields[nom].widget, forms.Textarea) else clean_ligne(valeur)


def build_ligne_form(modele: type[models.Model], champs: tuple[str, ...]) -> type[LigneForm]:
    return forms.modelform_factory(modele, form=LigneForm, fields=champs, formfield_callback=_get_champ)  # type: ignore[return-value]  # the factory keeps the class that it is given
