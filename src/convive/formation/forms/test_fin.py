"""What the end test of a session asks: questions chosen one by one, or drawn at random."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from convive.formation.forms.base import FormationForm
from convive.formation.rules.banque import (
    MAX_PAR_OBJECTIF,
    MIN_PAR_OBJECTIF,
    PAR_OBJECTIF,
    Banque,
    ObjectifBanque,
    QuestionBanque,
    explain_composition,
)


@dataclass(frozen=True, slots=True)
class ObjectifForm:
    """An objective with its questions, each beside its box. `choisies` is how many are ticked."""

    objectif: ObjectifBanque
    lignes: tuple[tuple[QuestionBanque, Any], ...]
    choisies: int


class TestFinForm(FormationForm):
    """One list of boxes per objective. A question that is no longer asked is not offered."""

    def __init__(self, data: Any = None, *, banque: Banque, questions: Collection[str]) -> None:
        super().__init__(data)
        self._banque = banque
        for objectif in banque.objectifs:
            offertes = [row for row in objectif.questions if not row.is_retiree]
            self.fields[objectif.cle] = forms.MultipleChoiceField(
                label=objectif.titre,
                choices=[(row.cle, row.question.texte) for row in offertes],
                initial=[row.cle for row in offertes if row.cle in questions],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def objectifs(self) -> list[ObjectifForm]:
        connues = self._banque.questions
        found = []
        for objectif in self._banque.objectifs:
            champ: BoundField = self[objectif.cle]
            lignes = tuple((connues[str(case.data["value"])], case) for case in champ)
            found.append(ObjectifForm(objectif, lignes, len(champ.value() or ())))
        return found

    def clean(self) -> dict[str, Any]:
        valeurs = super().clean() or {}
        if refus := explain_composition(self._banque, self.get_questions()):
            raise forms.ValidationError(refus)
        return valeurs

    def get_questions(self) -> tuple[str, ...]:
        """The keys of those ticked, in the order of the bank."""
        choisies = {cle for cles in self.cleaned_data.values() for cle in cles}
        return tuple(cle for cle in self._banque.questions if cle in choisies)


class HasardTestForm(FormationForm):
    nombre = forms.TypedChoiceField(
        label="Questions par objectif",
        coerce=int,
        choices=[(n, str(n)) for n in range(MIN_PAR_OBJECTIF, MAX_PAR_OBJECTIF + 1)],
        initial=PAR_OBJECTIF,
    )
