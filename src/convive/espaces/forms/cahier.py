"""The form of a line of a cahier, and the filter of its list: the fields of its model, limited to what is in the
espace."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ImproperlyConfigured, ValidationError
from django.db import models
from django.db.models.constraints import BaseConstraint
from django.utils.text import capfirst

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.espaces.selectors.cahier import list_proposes
from convive.espaces.selectors.espace import get_noms_communes, get_noms_communes_perimetre
from convive.socle.champs import ChampCommune
from convive.socle.formulaires import JourField, NombreField
from convive.socle.texte import clean_ligne, clean_texte

LIGNES_TEXTE = 3
SANS_CHOIX = "–"
SANS_FILTRE = "Tout"
# What is said of a constraint that does not say it better.
ENSEMBLE = "Ces réponses ne vont pas ensemble\u00a0: relisez-les."
DEJA = "C’est déjà dans la liste."


def _get_champ(field: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        champ = JourField(label=options.get("label") or field.verbose_name, help_text=field.help_text)
        champ.required = not field.blank
        return champ
    if isinstance(field, ChampCommune):
        return forms.ChoiceField(label=field.verbose_name, help_text=field.help_text, required=not field.blank)
    if isinstance(field, models.DecimalField):
        return NombreField(
            label=field.verbose_name,
            help_text=field.help_text,
            max_digits=field.max_digits,
            decimal_places=field.decimal_places,
            required=not field.blank,
        )
    if field.choices is not None:
        is_vide = field.blank or not field.has_default()
        options["choices"] = field.get_choices(include_blank=is_vide, blank_choice=[("", SANS_CHOIX)])
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": LIGNES_TEXTE})
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class LigneForm(FicheForm, forms.ModelForm[Any]):
    """`ligne` is the one that changes, or a new one as it begins. What it is linked to and its commune are chosen among
    those of the espace; what it has already stays, even archived or out of the périmètre."""

    def __init__(self, data: Any = None, *, membre: Membre, ligne: models.Model) -> None:
        super().__init__(data, fiche=ligne, instance=ligne, use_required_attribute=False)
        colonnes = {colonne.name: colonne for colonne in ligne._meta.fields}
        for nom, champ in self.fields.items():
            if champ.label:
                champ.label = capfirst(str(champ.label))
            if isinstance(champ, forms.ModelChoiceField) and champ.queryset is not None:
                champ.queryset = list_proposes(champ.queryset.model, membre, _list_gardes(ligne, nom))
                champ.empty_label = SANS_CHOIX
            elif isinstance(colonnes.get(nom), ChampCommune):
                champ.choices = [("", SANS_CHOIX), *_list_communes(membre, getattr(ligne, nom))]  # type: ignore[attr-defined]  # of `_get_champ`

    def get_valeurs(self) -> dict[str, Any]:
        valeurs = self.cleaned_data.items()
        return {nom: self._clean_mots(nom, valeur) for nom, valeur in valeurs if nom not in FicheForm.base_fields}

    def get_saisie(self) -> Saisie:
        return self.build_saisie(**self.get_valeurs())

    def validate_constraints(self) -> None:
        """As Django does, but each constraint is said beside a field: the empty one, or the last. Those of the espace
        count: it is no field of the form, and is known."""
        exclude = self._get_validation_exclusions() - {"espace"}  # type: ignore[attr-defined]  # of Django’s ModelForm
        for modele, contraintes in self.instance.get_constraints():
            for contrainte in contraintes:
                try:
                    contrainte.validate(modele, self.instance, exclude=exclude)
                except ValidationError as erreur:
                    self.add_error(None, self._place_erreur(contrainte, erreur))

    def _place_erreur(self, contrainte: BaseConstraint, erreur: ValidationError) -> ValidationError:
        is_dite = contrainte.violation_error_message != BaseConstraint.default_violation_error_message
        sinon = DEJA if isinstance(contrainte, models.UniqueConstraint) else ENSEMBLE
        concernes = _list_noms(contrainte)
        noms = [nom for nom in self.fields if nom in concernes]
        vides = [nom for nom in noms if self.cleaned_data.get(nom) in (None, "")]
        nom = next(iter(vides or noms[-1:]), NON_FIELD_ERRORS)
        return ValidationError({nom: erreur.message if is_dite else sinon})

    def _clean_mots(self, nom: str, valeur: Any) -> Any:
        if not isinstance(valeur, str):
            return valeur
        return clean_texte(valeur) if isinstance(self.fields[nom].widget, forms.Textarea) else clean_ligne(valeur)


def build_ligne_form(modele: type[models.Model], champs: tuple[str, ...]) -> type[LigneForm]:
    """Raise ImproperlyConfigured for a field that has the name of one of those that every card sends back."""
    if pris := FicheForm.base_fields.keys() & set(champs):
        raise ImproperlyConfigured(f"Aucun champ ne s’appelle «\u00a0{pris.pop()}\u00a0»\u00a0: ce nom est pris.")
    return forms.modelform_factory(modele, form=LigneForm, fields=champs, formfield_callback=_get_champ)  # type: ignore[return-value]  # the factory keeps the class that it is given


class FiltreForm(forms.Form):
    """A GET form made of fields of a model; what it does not understand filters nothing."""

    def __init__(self, data: Any, *, modele: type[models.Model], champs: tuple[str, ...], membre: Membre) -> None:
        super().__init__(data, auto_id="filtre_%s")
        for nom in champs:
            self.fields[nom] = _build_filtre(modele._meta.get_field(nom), membre)

    def get_criteres(self) -> dict[str, Any]:
        self.full_clean()
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur}


def _build_filtre(field: Any, membre: Membre) -> forms.Field:
    label = capfirst(str(field.verbose_name))
    if field.many_to_one:
        rows = list_proposes(field.related_model, membre)
        return forms.ModelChoiceField(rows, label=label, required=False, empty_label=SANS_FILTRE)
    if isinstance(field, ChampCommune):
        choix = _list_communes(membre)
    elif field.choices:
        choix = [(valeur, mots) for valeur, mots in field.flatchoices if valeur]
    else:
        raise ImproperlyConfigured(
            f"«\u00a0{field.name}\u00a0» n’est ni une liste de valeurs, ni une commune, ni un lien."
        )
    return forms.ChoiceField(label=label, required=False, choices=[("", SANS_FILTRE), *choix])


def _list_communes(membre: Membre, garde: str = "") -> list[tuple[str, str]]:
    """Those of the espace, by name, and this one."""
    noms: Mapping[str, str] = get_noms_communes([garde], get_noms_communes_perimetre(membre.espace_id))
    choix = ({garde: garde} if garde else {}) | dict(noms)
    return sorted(choix.items(), key=lambda paire: (paire[1], paire[0]))


def _list_gardes(ligne: models.Model, nom: str) -> list[Any]:
    field = ligne._meta.get_field(nom)
    if field.many_to_many:
        return [] if ligne._state.adding else list(getattr(ligne, nom).values_list("pk", flat=True))
    garde = getattr(ligne, field.attname)  # type: ignore[union-attr]  # a field of the form is a column
    return [garde] if garde else []


def _list_noms(contrainte: BaseConstraint) -> frozenset[str]:
    """The fields that a constraint names."""
    if isinstance(contrainte, models.UniqueConstraint):
        return frozenset(contrainte.fields)
    return frozenset(getattr(getattr(contrainte, "condition", None), "referenced_base_fields", ()))
