"""The form of a section of an action: what it starts from, what it gives, what someone else wrote meanwhile."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.models import Membre
from convive.plan_action.actions.sections import SaisieSection
from convive.plan_action.forms.champs import Liste, build_liste
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.rules.saisie import write_valeurs
from convive.plan_action.rules.sections import Section
from convive.socle.texte import clean_texte
from convive.ui.saisie import TexteSaisi


class SectionForm(forms.Form):
    """`version` and `depart` are what the page showed when the section was opened: two people never undo one another.

    A section says which VALEURS (columns), TEXTES (kept in versions) and LIENS (picked by searching) it holds.
    """

    VALEURS: ClassVar[tuple[str, ...]] = ()
    TEXTES: ClassVar[tuple[str, ...]] = ()
    LIENS: ClassVar[tuple[str, ...]] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    depart = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, *, membre: Membre, fiche: FicheAction, section: Section) -> None:
        self.membre, self.fiche, self.section = membre, fiche, section
        initial = {champ: getattr(fiche, champ) for champ in (*self.VALEURS, *self.TEXTES)}
        depart = json.dumps(write_valeurs({champ: initial[champ] for champ in self.VALEURS}), ensure_ascii=False)
        initial |= {"version": fiche.version, "depart": depart, **self.build_initial()}
        super().__init__(data, initial=initial, use_required_attribute=False, auto_id=f"id_{section.cle}_%s")
        self.listes: list[Liste] = [build_liste(nom, membre, fiche, data) for nom in self.LIENS]
        self.prepare()

    def build_initial(self) -> dict[str, Any]:
        """What the form shows that is not a column."""
        return {}

    def prepare(self) -> None:
        """Give its choices to the form."""

    @property
    def champs(self) -> list[forms.BoundField]:
        """Those that one sees, in order."""
        return [champ for champ in self if not champ.is_hidden]

    @property
    def premier(self) -> str:
        """Where the cursor goes."""
        return self.champs[0].id_for_label if self.champs else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for champ in self.TEXTES:
            if champ in cleaned:
                cleaned[champ] = clean_texte(cleaned[champ])
        return cleaned

    def get_saisie(self) -> SaisieSection:
        """What was typed, once the form is valid."""
        return SaisieSection(
            section=self.section.cle,
            version=self.cleaned_data["version"],
            valeurs={champ: self.cleaned_data[champ] for champ in self.VALEURS},
            textes={champ: self.cleaned_data[champ] for champ in self.TEXTES},
            liens={liste.nom: liste.choisis for liste in self.listes},
            liens_depart={liste.nom: frozenset(liste.depart) for liste in self.listes},
            depart=self._read_depart(),
        )

    def _read_depart(self) -> Mapping[str, str]:
        """None when someone rewrote that field: every value then counts as changed."""
        try:
            depart = json.loads(self.cleaned_data["depart"] or "{}")
        except ValueError:
            return {}
        return {str(cle): str(texte) for cle, texte in depart.items()} if isinstance(depart, dict) else {}

    def explain_refus(self, refus: PlanRefuse) -> None:
        """Beside its field, or above the form."""
        for champ, phrase in refus.champs.items():
            self.add_error(champ if champ in self.fields else None, phrase)
        for message in refus.messages:
            if message not in refus.champs.values():
                self.add_error(None, message)

    def explain_conflit(self, conflit: FicheEnConflit) -> list[TexteSaisi]:
        """Say what someone else saved; the form then starts from that: sent again, it is a choice. Give what is saved
        today of each field to choose, to copy from."""
        auteur = conflit.auteur or "Quelqu’un"
        data: Any = self.data
        data = data.copy()
        data["version"] = str(conflit.version)
        for champ, valeur in conflit.reunies.items():
            if isinstance(self.fields[champ], forms.MultipleChoiceField):
                data.setlist(champ, str(valeur).split())
            else:
                data[champ] = str(valeur)
        self.data = data
        saved = []
        for champ, valeur in conflit.valeurs.items():
            field = self.fields[champ]
            self.add_error(
                champ, f"{auteur} a changé ce champ pendant que vous écriviez : comparez, puis gardez ce qui convient."
            )
            choix = {str(cle): libelle for cle, libelle in getattr(field, "choices", ())}
            saved.append(TexteSaisi(str(field.label), str(choix.get(str(valeur), valeur) or "(vide)")))
        return saved
