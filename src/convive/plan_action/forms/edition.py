"""The section that someone is writing: its form, whether fields or rows, and what comes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms.utils import ErrorDict
from django.http import QueryDict

from convive.comptes.models import Compte
from convive.espaces.models import Membre
from convive.plan_action.actions.lignes import LignesEnConflit, SaisieLigne, update_lignes, write_valeurs_indicateur
from convive.plan_action.actions.sections import update_section
from convive.plan_action.forms.section import SectionForm
from convive.plan_action.forms.sections import FORMULAIRES
from convive.plan_action.forms.table import TableForm
from convive.plan_action.models import FicheAction, IndicateurFiche
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.rules.sections import Cle, Section
from convive.socle.refus import Refus


@dataclass
class Edition:
    """`brouillon` is the key under which the browser keeps what is typed."""

    section: Section
    form: SectionForm | TableForm
    brouillon: str

    @property
    def is_table(self) -> bool:
        return isinstance(self.form, TableForm)

    def ignore_errors(self) -> None:
        """Nothing is judged yet: someone searches, or asks for one more row."""
        rows: list[Any] = [*self.form.forms] if isinstance(self.form, TableForm) else [self.form]
        for form in rows:
            form._errors = ErrorDict()

    def add_ligne(self) -> None:
        self.ignore_errors()
        if isinstance(self.form, TableForm):
            self.form.add_ligne()

    def save(self, by: Compte, fiche: FicheAction) -> bool:
        """False when something has to be corrected: the form says what. Raise FicheChangee when someone else saved the
        action meanwhile, and the section is one of fields."""
        if not self.form.is_valid():
            return False
        try:
            if isinstance(self.form, TableForm):
                self._save_lignes(by, fiche, self.form)
            else:
                update_section(by=by, fiche=fiche, saisie=self.form.get_saisie())
        except LignesEnConflit as conflit:
            assert isinstance(self.form, TableForm)  # noqa: S101 - only rows raise it
            self.form.explain_conflit(conflit)
            return False
        except PlanRefuse as refus:
            self.explain_refus(refus)
            return False
        return True

    def explain_refus(self, refus: Refus) -> None:
        if isinstance(self.form, TableForm):
            self.form.erreurs = list(refus.messages)
        else:
            self.form.explain_refus(refus)

    def _save_lignes(self, by: Compte, fiche: FicheAction, table: TableForm) -> None:
        saisies = table.get_saisies()
        finish: Callable[[Any, SaisieLigne], bool] | None = None
        if self.section.cle == Cle.INDICATEURS:
            kept = [form for form in table.forms if not form.is_vide]
            valeurs = {id(saisie): form.cleaned_data.get("valeurs") for saisie, form in zip(saisies, kept, strict=True)}

            def finish_indicateur(row: IndicateurFiche, saisie: SaisieLigne) -> bool:
                typed = valeurs[id(saisie)]
                return row.indicateur_id is None and typed is not None and write_valeurs_indicateur(row, typed)

            finish = finish_indicateur
        update_lignes(
            by=by,
            fiche=fiche,
            section=self.section.cle,
            modele=table.table.modele,
            saisies=saisies,
            finish=finish,
        )


def build_edition(
    section: Section, *, membre: Membre, fiche: FicheAction, brouillon: str, data: QueryDict | None = None
) -> Edition:
    classe = FORMULAIRES.get(section.cle)
    form: SectionForm | TableForm
    if classe is not None:
        form = classe(data, membre=membre, fiche=fiche, section=section)
    else:
        form = TableForm(data, membre=membre, fiche=fiche, section=section)
    return Edition(section, form, brouillon)
