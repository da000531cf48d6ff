"""The forms to request a training (contact details, then the questionnaire of needs) and to record its outcome."""

import uuid
from typing import Any

from django import forms

from convive.formation.forms.base import FormationForm
from convive.formation.rules import formation as regles
from convive.formation.rules.questionnaires import MAX_TEXTE, Question, Questionnaire
from convive.socle.texte import clean_ligne, clean_texte


class DemandeForm(FormationForm):
    """`cle` is new each time the page opens: sent twice, the form arrives once."""

    cle = forms.UUIDField(widget=forms.HiddenInput)
    organisation = forms.CharField(
        label="Votre organisation",
        help_text="Une commune, une intercommunalité, une Caf, une association.",
        max_length=regles.MAX_COURT,
    )
    nom = forms.CharField(label="Votre prénom et votre nom", max_length=regles.MAX_COURT)
    email = forms.EmailField(label="Votre adresse e-mail")
    telephone = forms.CharField(label="Votre téléphone", max_length=30, required=False)

    CONTACT = ("organisation", "nom", "email", "telephone")

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire) -> None:
        super().__init__(data, initial={"cle": uuid.uuid4()})
        self._questions = questionnaire.questions
        for question in questionnaire.questions:
            self.fields[question.cle] = _build_champ(question)

    @property
    def contact(self) -> list[forms.BoundField]:
        return [self[nom] for nom in self.CONTACT]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[question.cle] for question in self._questions]

    def get_contact(self) -> dict[str, str]:
        return {nom: clean_ligne(self.cleaned_data[nom]) for nom in self.CONTACT}

    def get_reponses(self) -> dict[str, Any]:
        """The answers, by key of the question."""
        dites = {}
        for question in self._questions:
            valeur = self.cleaned_data[question.cle]
            if isinstance(valeur, str):
                valeur = clean_texte(valeur)
            if valeur not in (None, "", []):
                dites[question.cle] = valeur
        return dites


class SuiteForm(FormationForm):
    suite = forms.CharField(
        label="Ce que vous en avez fait",
        help_text="« Rappelée le 12, elle préfère attendre l’automne. »",
        max_length=regles.MAX_COURT,
        error_messages={"required": "Indiquez ce que vous en avez fait\u00a0: répondu, réorienté, sans suite."},
    )

    def clean_suite(self) -> str:
        return clean_ligne(self.cleaned_data["suite"])


def _build_champ(question: Question) -> forms.Field:
    commun: dict[str, Any] = {"label": question.texte, "help_text": question.aide, "required": False}
    choix = [(row.cle, row.nom) for row in question.choix]
    if question.type == "choix_multiple":
        return forms.MultipleChoiceField(choices=choix, widget=forms.CheckboxSelectMultiple, **commun)
    if question.type == "choix":
        return forms.ChoiceField(choices=[("", "Je ne sais pas encore"), *choix], **commun)
    if question.type == "nombre":
        return forms.IntegerField(min_value=1, max_value=500, **commun)
    return forms.CharField(max_length=MAX_TEXTE, widget=forms.Textarea(attrs={"rows": 3}), **commun)
