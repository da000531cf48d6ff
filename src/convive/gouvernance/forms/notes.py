"""A line of the minutes, an erratum, the reason of a reopening."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.models import Personne
from convive.gouvernance.actions.ligne import SaisieLigne
from convive.gouvernance.forms.commun import ChoixField, GouvernanceForm, clean_choix, set_rows
from convive.gouvernance.models import LigneSeance, PointOrdreDuJour
from convive.gouvernance.rules.instances import MAX_MOTIF, MAX_TEXTE
from convive.gouvernance.rules.seances import SorteLigne
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_texte

TOUCHES = {
    SorteLigne.DECISION: "D",
    SorteLigne.ACTION: "A",
    SorteLigne.INFORMATION: "I",
    SorteLigne.QUESTION: "Q",
    SorteLigne.DEBAT: "E",
}
"""The key that picks each kind: the initial of its French label."""


class LigneForm(GouvernanceForm):
    """`cle` is drawn by the browser, or by the page without script: sent twice, a line is one line. `personnes` are
    those who may carry what is decided; who and when are asked of a new line alone."""

    cle = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    sorte = forms.ChoiceField(label="Nature de la ligne", choices=SorteLigne.choices, widget=forms.RadioSelect)
    point = forms.ModelChoiceField(
        label="Point de l’ordre du jour",
        queryset=PointOrdreDuJour.objects.none(),
        required=False,
        empty_label="Hors ordre du jour",
    )
    texte = forms.CharField(
        label="Texte",
        max_length=MAX_TEXTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez la ligne."},
    )
    responsable = ChoixField("À préciser", label="Qui s’en charge")
    echeance = JourField(label="Avant le")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        points: list[PointOrdreDuJour],
        personnes: Iterable[Personne] = (),
        ligne: LigneSeance | None = None,
        **kw: Any,
    ) -> None:
        if ligne is not None:
            kw |= {"auto_id": f"id_{ligne.pk}_%s"}
            kw |= {"initial": {"sorte": ligne.sorte, "texte": ligne.texte, "point": ligne.point_id}}
            kw["initial"]["version"] = ligne.version
        super().__init__(data, **kw)
        # As it is saved now: after a conflict, who reads both texts may save hers.
        self.ligne = ligne
        self._personnes = set_rows(self, "responsable", personnes)
        for nom in ("point", "responsable", "echeance"):
            # Empty is kept, closing asks for who and when: « facultatif » would mislead.
            attendu: Any = self.fields[nom]
            attendu.is_attendu = True
        champ: Any = self.fields["point"]
        champ.queryset = PointOrdreDuJour.objects.filter(pk__in=[point.pk for point in points])
        # The agenda was read already: the list of choices is made from it.
        champ.choices = [
            ("", champ.empty_label),
            *((point.pk, f"{rang}. {point}") for rang, point in enumerate(points, 1)),
        ]

    def clean_texte(self) -> str:
        return clean_texte(self.cleaned_data["texte"])

    @property
    def touches(self) -> list[tuple[Any, str]]:
        """Each radio with its key."""
        return list(zip(self["sorte"], TOUCHES.values(), strict=True))

    def list_erreurs(self) -> list[str]:
        return [str(message) for messages in self.errors.values() for message in messages]

    def get_saisie(self) -> SaisieLigne:
        data = self.cleaned_data
        is_suivie = data["sorte"] in (SorteLigne.DECISION, SorteLigne.ACTION)
        responsable = clean_choix(self._personnes, data["responsable"]) if is_suivie else None
        return SaisieLigne(
            data["sorte"], data["texte"], data["point"], responsable, data["echeance"] if is_suivie else None
        )


class MotifForm(GouvernanceForm):
    """Why a séance that was closed is opened again."""

    motif = forms.CharField(
        label="Pourquoi la rouvrir",
        max_length=MAX_MOTIF,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Indiquez pourquoi\u00a0: le journal le garde."},
    )


class ErratumForm(GouvernanceForm):
    texte = forms.CharField(
        label="Ce qui est corrigé",
        max_length=MAX_MOTIF,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Il apparaîtra sous le compte rendu, avec sa date\u00a0; le texte clos ne change pas.",
        error_messages={"required": "Écrivez ce qui est corrigé."},
    )
