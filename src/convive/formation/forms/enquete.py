"""The questions of a questionnaire and the grid of competences, as forms for pages that need no compte."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from convive.formation.forms.base import FormationForm
from convive.formation.rules.questionnaires import LIBELLES_ECHELLE, MAX_TEXTE, Question, Questionnaire, Reponses
from convive.prise_poste.rules.contenus import Competence, FamilleCompetences
from convive.prise_poste.selectors.contenus import get_grille
from convive.socle.texte import clean_texte

OUI_NON = [("oui", "Oui"), ("non", "Non")]
INVALIDE = {"invalid_choice": "Choisissez une des réponses proposées."}


class EnqueteForm(FormationForm):
    """One field per question; none is required."""

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire, reponses: Reponses) -> None:
        super().__init__(data)
        self.questionnaire = questionnaire
        for question in questionnaire.questions:
            self.fields[question.cle] = _build_champ(question, reponses.get(question.cle))

    @property
    def questions(self) -> list[tuple[Question, BoundField]]:
        return [(question, self[question.cle]) for question in self.questionnaire.questions]

    def get_reponses(self) -> dict[str, Any]:
        valeurs = {}
        for question in self.questionnaire.questions:
            valeur = self.cleaned_data[question.cle]
            if question.type == "echelle":
                valeur = int(valeur) if valeur else None
            elif question.type in ("texte", "nombre"):
                valeur = clean_texte(valeur)
            valeurs[question.cle] = valeur
        return valeurs


def _build_champ(question: Question, initial: Any) -> forms.Field:
    commun: dict[str, Any] = {"label": question.texte, "help_text": question.aide, "required": False}
    if question.type in ("texte", "nombre"):
        widget = forms.Textarea(attrs={"rows": 3}) if question.type == "texte" else forms.TextInput()
        return forms.CharField(initial=initial or "", max_length=MAX_TEXTE, widget=widget, **commun)
    if question.type == "choix_multiple":
        choix = [(choix.cle, choix.nom) for choix in question.choix]
        widget_choix = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choix, initial=initial or [], widget=widget_choix, **commun)
    if question.type == "echelle":
        choix = [(str(n), LIBELLES_ECHELLE[n]) for n in reversed(range(len(LIBELLES_ECHELLE)))]
    else:
        choix = OUI_NON if question.type == "oui_non" else [(choix.cle, choix.nom) for choix in question.choix]
    return forms.ChoiceField(
        choices=choix,
        initial="" if initial is None else str(initial),
        widget=forms.RadioSelect,
        error_messages=INVALIDE,
        **commun,
    )


@dataclass(frozen=True, slots=True)
class BlocGrille:
    """A family of the grid; only the one with `is_ici` is shown. `faites` is how many of its lines have an answer;
    `suivant` is None for the last family."""

    famille: FamilleCompetences
    lignes: tuple[tuple[Competence, BoundField], ...]
    faites: int
    is_ici: bool
    suivant: FamilleCompetences | None


class PositionnementForm(FormationForm):
    """A level, from 0 to 4, for each line of the grid; none is required."""

    def __init__(self, data: Any = None, *, niveaux: Reponses) -> None:
        super().__init__(data)
        choix = [(str(niveau.niveau), niveau.nom) for niveau in get_grille().echelle]
        for item in get_grille().items:
            self.fields[item.cle] = forms.ChoiceField(
                label=item.nom,
                choices=choix,
                required=False,
                widget=forms.RadioSelect,
                initial=str(niveaux.get(item.cle, "")),
                error_messages=INVALIDE,
            )

    def list_blocs(self, cle: str = "") -> list[BlocGrille]:
        """One block per family. The one shown is the first with an error, or else the one with this key, or else the
        first incomplete one."""
        familles = get_grille().familles
        lignes = [tuple((item, self[item.cle]) for item in famille.items) for famille in familles]
        faites = [sum(niveau.value() not in (None, "") for _, niveau in groupe) for groupe in lignes]
        rangs = range(len(familles))
        ici = (
            *(rang for rang in rangs if any(niveau.errors for _, niveau in lignes[rang])),
            *(rang for rang in rangs if familles[rang].cle == cle),
            *(rang for rang in rangs if faites[rang] < len(lignes[rang])),
            0,
        )[0]
        suivantes = (*familles[1:], None)
        return [BlocGrille(familles[rang], lignes[rang], faites[rang], rang == ici, suivantes[rang]) for rang in rangs]

    def get_niveaux(self) -> dict[str, int | None]:
        return {cle: int(niveau) if niveau else None for cle, niveau in self.cleaned_data.items()}
