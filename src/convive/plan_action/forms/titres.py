"""What is asked of a file whose words nobody knows: the row of its titles, the column or the label of the actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from convive.plan_action.forms.imports import set_attendus
from convive.plan_action.lecteur_plans import PlanLu, Question, fold_mots


@dataclass(frozen=True, slots=True)
class QuestionPosee:
    """A question and the fields that answer it."""

    question: Question
    champs: list[forms.BoundField]


class TitresForm(forms.Form):
    """For a table, the row that holds its titles and the column that says the action; for fiches, the label."""

    def __init__(self, data: Any = None, *, plan: PlanLu) -> None:
        super().__init__(data)
        self.questions = plan.questions
        for rang, question in enumerate(self.questions):
            if question.libelles:
                self.fields[f"libelle_{rang}"] = forms.ChoiceField(
                    label="Libellé qui annonce l’action",
                    choices=[
                        *((libelle, libelle) for libelle in question.libelles),
                        ("", "Aucun\u00a0: ce ne sont pas des fiches"),
                    ],
                    required=False,
                    initial=question.libelles[0],
                )
                continue
            quoi = "ce tableau" if question.tableau else "cette feuille"
            self.fields[f"ligne_{rang}"] = forms.TypedChoiceField(
                label="Ligne qui porte les titres",
                choices=[
                    ("", f"Aucune\u00a0: ne pas lire {quoi}"),
                    *((n, f"Ligne {n}") for n, _ in question.lignes),
                ],
                coerce=int,
                empty_value=None,
                required=False,
                # Of one table, the first row that has several titles is the likeliest; of several, some say no plan.
                initial=_find_pleine(question.lignes)[0] if len(self.questions) == 1 else "",
            )
            self.fields[f"colonne_{rang}"] = forms.TypedChoiceField(
                label="Colonne qui contient les actions",
                choices=_list_colonnes(question.lignes),
                coerce=int,
                required=False,
                empty_value="0",
            )
        set_attendus(self)

    def list_questions(self) -> list[QuestionPosee]:
        noms = ("libelle", "ligne", "colonne")
        return [
            QuestionPosee(question, [self[cle] for nom in noms if (cle := f"{nom}_{rang}") in self.fields])
            for rang, question in enumerate(self.questions)
        ]

    def get_corrections(self, corrections: dict[str, Any]) -> dict[str, Any]:
        entetes, libelles = dict(corrections.get("entetes", {})), set(corrections.get("libelles", ()))
        for rang, question in enumerate(self.questions):
            if libelle := self.cleaned_data.get(f"libelle_{rang}"):
                libelles.add(fold_mots(libelle))
            if (ligne := self.cleaned_data.get(f"ligne_{rang}")) is not None:
                entetes[question.cle] = [ligne, int(self.cleaned_data[f"colonne_{rang}"])]
        return {**corrections, "entetes": entetes, "libelles": sorted(libelles)}


def _find_pleine(lignes: Sequence[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The first row that holds more than the title of the file."""
    return next((ligne for ligne in lignes if sum(map(bool, ligne[1])) > 1), lignes[0])


def _list_colonnes(lignes: Sequence[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    """« B : Qui s’y colle ? »: its letter and the first words that it holds."""
    return [(c, _name_colonne(lignes, c)) for c in range(max(len(cellules) for _, cellules in lignes))]


def _name_colonne(lignes: Sequence[tuple[int, list[str]]], colonne: int) -> str:
    rangees = [_find_pleine(lignes)[1], *(cellules for _, cellules in lignes)]
    exemple = next((cellules[colonne] for cellules in rangees if colonne < len(cellules) and cellules[colonne]), "")
    lettre = chr(ord("A") + colonne) if colonne < 26 else str(colonne + 1)
    return f"{lettre}\u00a0: {exemple}" if exemple else lettre
