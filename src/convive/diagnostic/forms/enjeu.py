"""The forms of an enjeu, of its decision, of the criteria, of a vote."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.diagnostic.actions.enjeu import SaisieDecision
from convive.diagnostic.actions.vote import SaisieCritere
from convive.diagnostic.models import CadreVote, Constat, CritereEnjeu, DecisionEnjeu, Enjeu
from convive.diagnostic.models.enjeu import MAX_NOM_VOTANT
from convive.diagnostic.rules.elements import MAX_PRECISION
from convive.diagnostic.rules.enjeux import (
    MAX_CRITERES,
    MAX_ENJEU,
    MAX_INSTANCE,
    MAX_MOTIF,
    MAX_NOTE,
    TOTAL_POIDS,
    refuse_poids,
)
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.portee import PorteeForm
from convive.espaces.models import Membre
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuid


class EnjeuForm(PorteeForm):
    libelle = forms.CharField(
        label="L’enjeu",
        help_text="Un verbe, ce qui change et pour qui : « Rapprocher l’accueil du jeune enfant des familles du "
        "bocage ».",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=MAX_ENJEU,
    )
    precision = forms.CharField(
        label="Ce qu’il recouvre",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAX_PRECISION,
        required=False,
    )
    constats = forms.MultipleChoiceField(label="Les constats d’où il vient", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        constats: Sequence[Constat],
        enjeu: Enjeu | None = None,
        initial: Any = None,
    ) -> None:
        start: dict[str, Any] = dict(initial or {})
        if enjeu is not None:
            chosen = [str(constat.pk) for constat in enjeu.constats.all()]
            start |= {"libelle": enjeu.libelle, "precision": enjeu.precision, "constats": chosen}
        super().__init__(data, membre=membre, fiche=enjeu, initial=start, use_required_attribute=False)
        get_champ_choix(self, "constats").choices = [(str(constat.pk), constat.texte) for constat in constats]

    def clean_libelle(self) -> str:
        return clean_ligne(self.cleaned_data["libelle"])

    def clean_precision(self) -> str:
        return clean_texte(self.cleaned_data["precision"])

    def get_saisie(self) -> Saisie:
        coches = self.get_portee() | {"constats": self.get_coches("constats", parse_uuid)}
        return self.build_saisie("libelle", "precision", coches=coches)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(label="Ce qui est décidé", choices=DecisionEnjeu.choices, widget=forms.RadioSelect)
    motif = forms.CharField(
        label="Pourquoi",
        help_text="Surtout si la décision ne suit pas le classement.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_MOTIF,
        required=False,
    )
    instance_libelle = forms.CharField(
        label="Décidé par", help_text="« Comité de pilotage ».", max_length=MAX_INSTANCE, required=False
    )
    jour = JourField(label="Le")

    def __init__(self, data: QueryDict | None = None, *, enjeu: Enjeu) -> None:
        initial = {
            "decision": enjeu.decision,
            "motif": enjeu.motif,
            "instance_libelle": enjeu.instance_libelle,
            "jour": enjeu.date_decision or timezone.localdate(),
        }
        super().__init__(data, initial=initial, use_required_attribute=False)

    def get_saisie(self) -> SaisieDecision:
        valeurs = self.cleaned_data
        return SaisieDecision(
            valeurs["decision"],
            clean_texte(valeurs["motif"]),
            clean_ligne(valeurs["instance_libelle"]),
            valeurs["jour"],
        )


class TourForm(forms.Form):
    libelle = forms.CharField(
        label="Nom du vote", help_text="« Comité de pilotage du 12 juin ».", max_length=MAX_INSTANCE
    )
    cadre = forms.ChoiceField(
        label="Les votes sont", choices=CadreVote.choices, widget=forms.RadioSelect, initial=CadreVote.COPIL
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, use_required_attribute=False)

    def clean_libelle(self) -> str:
        return clean_ligne(self.cleaned_data["libelle"])


class PapierForm(forms.Form):
    nom = forms.CharField(label="Bulletin de", max_length=MAX_NOM_VOTANT)

    def __init__(self, data: QueryDict | None = None, *, is_anonyme: bool) -> None:
        super().__init__(data, use_required_attribute=False)
        if is_anonyme:
            del self.fields["nom"]


class NotesForm(forms.Form):
    """Five answers for each criterion, and none at all: a blank is not a zero."""

    def __init__(
        self, data: QueryDict | None = None, *, criteres: Sequence[CritereEnjeu], notes: dict[object, int]
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        choix = [("", "sans avis"), *((str(note), str(note)) for note in range(MAX_NOTE + 1))]
        for critere in criteres:
            note = notes.get(critere.pk)
            self.fields[f"critere_{critere.pk}"] = forms.ChoiceField(
                label=critere.libelle,
                help_text=critere.aide,
                choices=choix,
                required=False,
                widget=forms.RadioSelect,
                initial="" if note is None else str(note),
            )

    def get_notes(self) -> dict[UUID, int | None]:
        notes: dict[UUID, int | None] = {}
        for champ, valeur in self.cleaned_data.items():
            if uuid := parse_uuid(champ.removeprefix("critere_")):
                notes[uuid] = int(valeur) if valeur else None
        return notes


class CriteresForm(forms.Form):
    """One line for each criterion of today, and one more to add."""

    def __init__(self, data: QueryDict | None = None, *, criteres: Sequence[CritereEnjeu]) -> None:
        super().__init__(data, use_required_attribute=False)
        self._criteres = [*criteres, *([None] if len(criteres) < MAX_CRITERES else [])]
        for rang, critere in enumerate(self._criteres):
            self.fields[f"libelle_{rang}"] = forms.CharField(
                label="Critère", max_length=80, required=False, initial=critere.libelle if critere else ""
            )
            self.fields[f"aide_{rang}"] = forms.CharField(
                label="Comment noter", max_length=200, required=False, initial=critere.aide if critere else ""
            )
            self.fields[f"poids_{rang}"] = forms.IntegerField(
                label="Poids",
                min_value=1,
                max_value=TOTAL_POIDS,
                required=False,
                initial=critere.poids if critere else None,
            )

    @property
    def lignes(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"libelle_{i}"], self[f"aide_{i}"], self[f"poids_{i}"]) for i in range(len(self._criteres))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rang in range(len(self._criteres)):
            libelle, poids = clean_ligne(cleaned.get(f"libelle_{rang}") or ""), cleaned.get(f"poids_{rang}")
            cleaned[f"libelle_{rang}"] = libelle
            if libelle and poids is None and f"poids_{rang}" not in self.errors:
                self.add_error(f"poids_{rang}", "Donnez un poids, ou videz le nom du critère.")
        if not self.errors and (refus := refuse_poids([saisie.poids for saisie in self.list_saisies(cleaned)])):
            self.add_error(None, refus)
        return cleaned

    def list_saisies(self, cleaned: dict[str, Any] | None = None) -> list[SaisieCritere]:
        """A criterion whose name was emptied goes."""
        valeurs = self.cleaned_data if cleaned is None else cleaned
        return [
            SaisieCritere(
                critere.pk if critere else None,
                valeurs[f"libelle_{rang}"],
                valeurs[f"poids_{rang}"],
                clean_ligne(valeurs.get(f"aide_{rang}") or ""),
            )
            for rang, critere in enumerate(self._criteres)
            if valeurs.get(f"libelle_{rang}")
        ]
