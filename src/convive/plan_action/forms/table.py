"""A table of rows that one fills with the keyboard, one after the other."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from convive.espaces.models import Membre
from convive.plan_action.actions.lignes import LignesEnConflit, SaisieLigne
from convive.plan_action.forms.ligne import LigneForm, Noms, build_noms
from convive.plan_action.forms.lignes import TABLES, write_texte_valeurs
from convive.plan_action.models import FicheAction, IndicateurFiche, LigneBudget, PartenaireFiche
from convive.plan_action.rules.sections import Cle, Section
from convive.plan_action.selectors.choix import list_noms_indicateurs, list_noms_organisations, list_noms_personnes
from convive.socle.conflits import write_valeurs

MAX_LIGNES = 60


class TableForm:
    """The rows of a section, then a few empty ones. `nombre` says how many come back."""

    def __init__(self, data: QueryDict | None, *, membre: Membre, fiche: FicheAction, section: Section) -> None:
        self.membre, self.fiche, self.section = membre, fiche, section
        self.table = TABLES[section.cle]
        self.data = data
        self.is_bound = data is not None
        self.erreurs: list[str] = []
        self._prepare_noms()
        self.forms: list[LigneForm] = []
        # Each row asks its own rank: the list grows as it is built.
        self.forms.extend(self._read(data) if data is not None else self._build())

    def _prepare_noms(self) -> None:
        fields = self.table.formulaire.base_fields
        asks_organisation = {"organisation", "financeur"} & fields.keys()
        self.personnes = build_noms(
            "noms-personnes", list_noms_personnes(self.membre) if "responsable" in fields else []
        )
        self.organisations = build_noms(
            "noms-organisations", list_noms_organisations(self.membre) if asks_organisation else []
        )
        self.indicateurs = list_noms_indicateurs(self.membre) if "indicateur" in fields else []

    @property
    def listes(self) -> list[Noms]:
        return [noms for noms in (self.personnes, self.organisations) if noms.by_nom]

    def _build(self) -> list[LigneForm]:
        rows = self.table.modele._default_manager.filter(fiche=self.fiche).order_by(*self.table.ordre)
        if self.table.relations:
            rows = rows.select_related(*self.table.relations)
        filled = [self._build_ligne(rang, self._build_initial(row)) for rang, row in enumerate(rows)]
        return filled + [self._build_ligne(len(filled) + n, {}) for n in range(self.table.vierges)]

    def _build_initial(self, row: Any) -> dict[str, Any]:
        formulaire = self.table.formulaire
        initial = {nom: getattr(row, nom) for nom in formulaire.base_fields if hasattr(row, nom)}
        for relation, texte in self.table.relations.items():
            objet = getattr(row, relation)
            initial[relation] = str(objet) if objet is not None else getattr(row, texte, "")
        if isinstance(row, LigneBudget):
            initial["nature"] = f"{row.sens}-{row.nature}"
        if isinstance(row, PartenaireFiche):
            initial["confirme"] = {True: "oui", False: "non", None: ""}[row.confirme]
        if isinstance(row, IndicateurFiche):
            initial |= {"indicateur": str(row.indicateur_id or ""), "valeurs": write_texte_valeurs(row)}
        depart = write_valeurs({colonne: getattr(row, colonne) for colonne in formulaire.COLONNES})
        return {**initial, "uuid": row.pk, "depart": json.dumps(depart, ensure_ascii=False)}

    def _build_ligne(self, rang: int, initial: Mapping[str, Any], data: QueryDict | None = None) -> LigneForm:
        return self.table.formulaire(data, table=self, prefix=f"{self.section.cle}-{rang}", initial=initial)

    def _read(self, data: QueryDict) -> list[LigneForm]:
        texte = data.get(f"{self.section.cle}-nombre", "0")
        count = min(int(texte), MAX_LIGNES) if texte.isdecimal() else 0
        rows = {str(form.initial.get("uuid")): form.initial for form in self._build() if form.initial}
        read = []
        for rang in range(count):
            initial = rows.get(data.get(f"{self.section.cle}-{rang}-uuid", ""), {})
            read.append(self._build_ligne(rang, initial, data))
        return read

    def add_ligne(self) -> None:
        """One more empty row: what was typed stays, and nothing is judged yet."""
        rang = len(self.forms)
        if rang < MAX_LIGNES:
            self.forms.append(self._build_ligne(rang, {}))

    @property
    def nombre(self) -> int:
        return len(self.forms)

    @property
    def has_erreurs(self) -> bool:
        return bool(self.erreurs) or any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Every row is read, so that all that is wrong is said at once."""
        if not self.is_bound:
            return False
        self._refuse_doublons()
        return not [form for form in self.forms if not form.is_valid()] and not self.erreurs

    def _refuse_doublons(self) -> None:
        """One row by organisation, by year: the database says so too."""
        champ = {Cle.PARTENAIRES: "organisation", Cle.BILAN: "annee"}.get(self.section.cle, "")
        seen: set[str] = set()
        for form in self.forms if champ else ():
            if form.is_vide or not form.is_valid() or form.cleaned_data.get("retirer"):
                continue
            valeur = str(form.cleaned_data.get(champ, ""))
            if valeur in seen:
                form.add_error(champ, f"« {valeur} » est déjà sur une autre ligne.")
            seen.add(valeur)

    def get_saisies(self) -> list[SaisieLigne]:
        """The rows that say something, once they are valid."""
        return [form.get_saisie() for form in self.forms if not form.is_vide]

    def explain_conflit(self, conflit: LignesEnConflit) -> None:
        """Say what someone else saved, row by row; sent again, it is a choice."""
        auteur = conflit.auteur or "Quelqu’un"
        data: Any = self.data
        data = data.copy()
        kept = [form for form in self.forms if not form.is_vide]
        for rang, form in enumerate(kept):
            if rang in conflit.actuelles:
                data[form.add_prefix("depart")] = json.dumps(dict(conflit.actuelles[rang]), ensure_ascii=False)
            for champ, valeur in conflit.conflits.get(rang, {}).items():
                nom = champ if champ in form.fields else form.ESSENTIEL
                form.add_error(
                    nom if nom in form.fields else None,
                    f"{auteur} a changé cette ligne pendant que vous écriviez : « {valeur or 'vide'} » est enregistré. "
                    "Enregistrez de nouveau pour garder ce que vous avez écrit.",
                )
            if rang in conflit.conflits and not conflit.conflits[rang]:
                data[form.add_prefix("uuid")] = ""
                form.add_error(None, f"{auteur} a retiré cette ligne : enregistrez de nouveau pour la remettre.")
        for form in self.forms:
            form.data = data
        self.data = data
