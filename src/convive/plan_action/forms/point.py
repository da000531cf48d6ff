"""Three questions and a météo for each action, as a pilote answers them on a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.plan_action.models import FicheAction, ReponsePilote
from convive.plan_action.rules.meteo import ICONES_METEO
from convive.plan_action.rules.plan import MAX_PHRASE, NiveauMeteo, VisibiliteNote
from convive.plan_action.rules.point import Saisie
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_texte

MAX_REPONSE = 1_000
PRECISIONS_METEO = {
    NiveauMeteo.OBJECTIFS_SECURISES: "Tout est en place, je n’attends rien.",
    NiveauMeteo.ATTEIGNABLES: "On y arrivera, il reste du travail.",
    NiveauMeteo.APPUIS_NECESSAIRES: "On y arrivera si quelqu’un nous aide.",
    NiveauMeteo.COMPROMIS: "En l’état, on n’y arrivera pas.",
}
QUESTIONS = {
    "fait": "Qu’est-ce qui a été fait ?",
    "changement": "Qu’est-ce que ça change pour les familles, les enfants, les jeunes ?",
    "ajustement": "Qu’est-ce qu’on ajuste, de quoi avez-vous besoin ?",
}
RIEN = "Répondez pour une action au moins : une météo suffit."


@dataclass(frozen=True, slots=True)
class ActionDuPoint:
    """An action and its fields. `ouverte`: one at least is filled or wrong, or it is the first."""

    fiche: FicheAction
    meteo: forms.BoundField
    phrase: forms.BoundField
    questions: tuple[forms.BoundField, ...]
    etapes: forms.BoundField | None
    ouverte: bool
    reponse: ReponsePilote | None

    @property
    def niveaux(self) -> list[tuple[Any, str, str]]:
        """Each choice of météo, with its icon and what it says."""
        return [
            (choix, ICONES_METEO[niveau], PRECISIONS_METEO[niveau])
            for choix, niveau in zip(self.meteo, NiveauMeteo, strict=True)
        ]


class PointForm(forms.Form):
    """The name of a field tells its action: a plan that changed meanwhile mixes nothing up."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        fiches: Sequence[FicheAction],
        reponses: Mapping[UUID, ReponsePilote] | None = None,
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        self._fiches, self._reponses = list(fiches), dict(reponses or {})
        for fiche in self._fiches:
            self._add_champs(fiche, self._reponses.get(fiche.pk))

    def _add_champs(self, fiche: FicheAction, reponse: ReponsePilote | None) -> None:
        cle = fiche.pk.hex
        self.fields[f"meteo_{cle}"] = forms.ChoiceField(
            label="Quelle est votre météo ?",
            choices=NiveauMeteo.choices,
            widget=forms.RadioSelect,
            required=False,
            initial=reponse.meteo if reponse else None,
        )
        self.fields[f"phrase_{cle}"] = forms.CharField(
            label="Pourquoi, en une phrase",
            max_length=MAX_PHRASE,
            required=False,
            initial=reponse.phrase if reponse else "",
        )
        for nom, question in QUESTIONS.items():
            self.fields[f"{nom}_{cle}"] = forms.CharField(
                label=question,
                max_length=MAX_REPONSE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=getattr(reponse, nom) if reponse else "",
            )
        ouvertes = [etape for etape in fiche.etapes.all() if etape.faite_le is None]
        if ouvertes:
            self.fields[f"etapes_{cle}"] = forms.MultipleChoiceField(
                label="Ce qui est fait depuis",
                choices=[(str(etape.pk), etape.libelle) for etape in ouvertes],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=reponse.etapes_faites if reponse else [],
                error_messages={"invalid_choice": "Une étape a changé depuis : regardez-les de nouveau."},
            )

    @property
    def lignes(self) -> list[ActionDuPoint]:
        rows = []
        for rang, fiche in enumerate(self._fiches):
            cle, reponse = fiche.pk.hex, self._reponses.get(fiche.pk)
            noms = [nom for nom in self.fields if nom.endswith(cle)]
            is_ouverte = rang == 0 or reponse is not None or any(self[nom].errors or self[nom].value() for nom in noms)
            rows.append(
                ActionDuPoint(
                    fiche,
                    self[f"meteo_{cle}"],
                    self[f"phrase_{cle}"],
                    tuple(self[f"{nom}_{cle}"] for nom in QUESTIONS),
                    self[f"etapes_{cle}"] if f"etapes_{cle}" in self.fields else None,
                    is_ouverte,
                    reponse,
                )
            )
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        saisies = {}

        def get_texte(nom: str) -> str:
            return clean_texte(cleaned.get(nom, ""))

        for fiche in self._fiches:
            cle = fiche.pk.hex
            saisies[fiche.pk] = Saisie(
                fait=get_texte(f"fait_{cle}"),
                changement=get_texte(f"changement_{cle}"),
                ajustement=get_texte(f"ajustement_{cle}"),
                meteo=cleaned.get(f"meteo_{cle}", ""),
                phrase=get_texte(f"phrase_{cle}"),
                etapes=tuple(cleaned.get(f"etapes_{cle}", ())),
            )
            if saisies[fiche.pk].phrase and not saisies[fiche.pk].meteo and not self.errors:
                self.add_error(f"meteo_{cle}", "Choisissez la météo dont parle votre phrase, ou effacez la phrase.")
        if not self.errors and all(saisie.is_vide for saisie in saisies.values()):
            self.add_error(None, RIEN)
        cleaned["saisies"] = saisies
        return cleaned


class DemandeForm(forms.Form):
    """Whom to ask, with a word."""

    personnes = forms.MultipleChoiceField(
        label="À qui demander",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choisissez au moins un·e pilote.",
            "invalid_choice": "Cette personne ne pilote plus d’action, ou a déjà reçu son lien ce trimestre.",
        },
    )
    mot = forms.CharField(
        label="Un mot pour elles et eux",
        help_text="Il est en tête du message, sous votre nom.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, choix: Sequence[tuple[str, str]], coches: Sequence[str] | None = None
    ) -> None:
        """`coches`: those that are ticked at first; all of them unless someone chose actions."""
        ticked = [cle for cle, _ in choix] if coches is None else list(coches)
        super().__init__(data, use_required_attribute=False, initial={"personnes": ticked})
        get_champ_choix(self, "personnes").choices = list(choix)


class RelectureForm(forms.Form):
    visibilite = forms.ChoiceField(
        choices=[(VisibiliteNote.PARTAGEE.value, "partagée"), (VisibiliteNote.INTERNE.value, "interne")],
        required=False,
    )
