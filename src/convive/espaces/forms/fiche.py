"""A form of a card that several people write: what it showed when it was opened, and the boxes ticked since."""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils.choices import flatten_choices

from convive.espaces.actions.ecriture import Coches, Saisie
from convive.espaces.models import TexteVersionne
from convive.espaces.selectors.texte import get_version_depart

REUNI = "reuni"
"""The name under which a page tells the form that a text of it was joined with that of someone else."""


class FicheForm(forms.Form):
    """`version` and `depart` are what the page showed when it was opened: two people who write never undo one another.
    `fiche` is the card that changes, None for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)
    depart = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, fiche: Any = None, initial: Any = None, **options: Any) -> None:
        start = dict(initial or {})
        if fiche is not None:
            # Written when the page is: choices come after this.
            start |= {"version": fiche.version, "depart": self._write_depart}
        super().__init__(data, initial=start, **options)
        self.fiche = fiche

    @property
    def is_fusion(self) -> bool:
        """Whether a text of it is already the union of two."""
        return REUNI in self.data

    def read_initial(self) -> dict[str, list[str]]:
        """What the browser would send back of the form as it opens, field by field."""
        return self._read_champs() | self.read_hors_champs()

    def _read_champs(self) -> dict[str, list[str]]:
        return {champ.html_name: _read_initial(champ) for champ in self.list_champs()}

    def list_champs(self) -> list[forms.BoundField]:
        """The fields that are joined, each on its own, with what someone else saved meanwhile."""
        return [champ for champ in self if not champ.is_hidden]

    def read_hors_champs(self) -> dict[str, list[str]]:
        """The same for lists that the page ticks by searching, and that are no field of the form."""
        return {}

    @cached_property
    def montres(self) -> Mapping[str, list[str]]:
        """What the page showed when it was opened, but for long texts that have versions; when someone rewrote that
        field, what it would show if nobody saved since, or nothing."""
        depart = _parse_depart(self.cleaned_data.get("depart", ""))
        if depart or self.fiche is None or self.cleaned_data.get("version") != self.fiche.version:
            return depart
        return self._read_champs()

    def read_depart(self) -> dict[str, list[str]]:
        """The same with the long texts, as they were in the version from which it started."""
        depart = dict(self.montres)
        if isinstance(self.fiche, TexteVersionne):
            ancienne = get_version_depart(self.fiche, self.cleaned_data["version"])
            for champ in self.fiche.CHAMPS_TEXTES:
                # A form older than the first version that is kept (the espace came from a copy) starts from nothing.
                depart[self.add_prefix(champ)] = [getattr(ancienne, champ) if ancienne else ""]
        return depart

    def get_coches[T](self, champ: str, read: Callable[[str], T | None]) -> Coches[T]:
        """The boxes of a field, once the form is valid."""
        shown = list_mots(self.fields[champ]).keys() & frozenset(self.montres.get(self.add_prefix(champ), ()))
        return Coches(_read_all(self.cleaned_data[champ], read), _read_all(shown, read))

    def build_saisie(self, *champs: str, coches: Mapping[str, Coches[Any]] | None = None, **valeurs: Any) -> Saisie:
        """What was typed, once the form is valid: these fields as they are, and `valeurs` that are read otherwise."""
        lues = {champ: self.cleaned_data[champ] for champ in champs} | valeurs
        return Saisie(lues, self.cleaned_data.get("version"), coches or {}, self.is_fusion)

    def _write_depart(self) -> str:
        textes = self.fiche.CHAMPS_TEXTES if isinstance(self.fiche, TexteVersionne) else ()
        gardes = {self.add_prefix(champ) for champ in textes}
        shown = {nom: valeurs for nom, valeurs in self.read_initial().items() if nom not in gardes}
        return json.dumps(shown, ensure_ascii=False)


def list_mots(field: forms.Field) -> dict[str, str]:
    """The values that a field of choices offers, and what one reads of each."""
    paires: Any = flatten_choices(getattr(field, "choices", ()))
    return {str(cle): str(mots) for cle, mots in paires}


def _read_all[T](textes: Any, read: Callable[[str], T | None]) -> frozenset[T]:
    return frozenset(valeur for texte in textes if (valeur := read(str(texte))) is not None)


def _read_initial(champ: forms.BoundField) -> list[str]:
    field, widget = champ.field, champ.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if champ.initial else []
    if isinstance(field, forms.MultipleChoiceField):
        return sorted({str(valeur) for valeur in champ.initial or ()} & list_mots(field).keys())
    texte = widget.format_value(field.prepare_value(champ.initial))
    if isinstance(texte, list):
        texte = texte[0] if texte else ""
    return ["" if texte is None else str(texte)]


def _parse_depart(texte: str) -> dict[str, list[str]]:
    try:
        depart = json.loads(texte or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(depart, dict):
        return {}
    return {nom: [str(v) for v in valeurs] for nom, valeurs in depart.items() if isinstance(valeurs, list)}
