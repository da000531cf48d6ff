"""The form of a sequence: its steps and its inputs as rows; a row whose title is erased goes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from convive.espaces.actions.conflit import FicheEnConflit
from convive.formation.actions.sequence import read_valeurs
from convive.formation.forms.base import FormationForm, say_attendu
from convive.formation.forms.fiche import FicheForm
from convive.formation.models import ObjectifProgramme, SequenceProgramme
from convive.formation.rules import formation as formation_regles
from convive.formation.rules import sequence as regles
from convive.formation.rules.cours import AIDES_STATUTS, PAGES, StatutApport
from convive.formation.rules.sequence import tighten_ligne
from convive.formation.selectors.cours import get_titres_outils
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_texte
from convive.ui.saisie import TexteSaisi

LIGNES_LIBRES = 2
CHAMPS_TEMPS = ("minutes", "titre", "methode", "consigne")
CHAMPS_APPORT = ("titre", "statut", "texte", "sources")
LISTES = frozenset({"deroule", "apports"})


class SequenceForm(FicheForm, FormationForm):
    """`nombre_temps` and `nombre_apports` say how many rows the page held: someone may have added some meanwhile."""

    titre = forms.CharField(label="Titre", max_length=formation_regles.MAX_COURT)
    objectifs = forms.MultipleChoiceField(label="Objectifs visés", widget=forms.CheckboxSelectMultiple, required=False)
    capacites = forms.CharField(
        label="Ce que l’on saura faire",
        help_text="Une capacité par ligne, qui commence par un verbe.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=regles.MAX_TEXTE,
        required=False,
    )
    outil = forms.ChoiceField(label="Outil rempli en groupe", required=False)
    pages = forms.MultipleChoiceField(
        label="Pages de Convive ouvertes",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=list(PAGES.items()),
    )
    notes_formateur = forms.CharField(
        label="Notes d’animation",
        help_text="Une idée par ligne. Les stagiaires ne les lisent pas.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=regles.MAX_TEXTE,
        required=False,
    )
    nombre_temps = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=50, required=False)
    nombre_apports = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=50, required=False)

    def __init__(
        self, data: Any = None, *, sequence: SequenceProgramme, objectifs: Sequence[ObjectifProgramme]
    ) -> None:
        depart = read_valeurs(sequence)
        initial = {
            **{champ: depart[champ] for champ in ("titre", "outil", "objectifs", "pages", "capacites")},
            "notes_formateur": depart["notes_formateur"],
            "version": sequence.version,
            "depart": json.dumps(depart, ensure_ascii=False),
        }
        super().__init__(data, initial=initial)
        get_champ_choix(self, "outil").choices = [("", "Aucun"), *get_titres_outils().items()]
        get_champ_choix(self, "objectifs").choices = [(row.cle, f"{row.cle}. {row}") for row in objectifs]
        self._add_lignes(sequence.deroule, sequence.apports)

    def _add_lignes(self, deroule: regles.Lignes, apports: regles.Lignes) -> None:
        n_temps = self._count("nombre_temps", min(len(deroule) + LIGNES_LIBRES, regles.MAX_TEMPS + 1))
        n_apports = self._count("nombre_apports", min(len(apports) + 1, regles.MAX_APPORTS + 1))
        self._temps, self._apports = range(n_temps), range(n_apports)
        for rang in self._temps:
            row = deroule[rang] if rang < len(deroule) else {}
            self.fields[f"temps_{rang}_minutes"] = forms.IntegerField(
                label="Minutes", min_value=1, max_value=regles.MAX_MINUTES, required=False, initial=row.get("minutes")
            )
            self.fields[f"temps_{rang}_titre"] = _ligne("Titre", regles.MAX_TITRE, row.get("titre"))
            self.fields[f"temps_{rang}_methode"] = _ligne("Méthode", regles.MAX_METHODE, row.get("methode"))
            self.fields[f"temps_{rang}_consigne"] = _texte("Déroulé", 2, row.get("consigne"))
        choix = [(statut.value, f"{statut.libelle}\u00a0: {AIDES_STATUTS[statut]}") for statut in StatutApport]
        for rang in self._apports:
            row = apports[rang] if rang < len(apports) else {}
            self.fields[f"apport_{rang}_titre"] = _ligne("Titre", regles.MAX_TITRE, row.get("titre"))
            self.fields[f"apport_{rang}_statut"] = forms.ChoiceField(
                label="Nature de l’apport", choices=choix, initial=row.get("statut", "usage"), required=False
            )
            self.fields[f"apport_{rang}_texte"] = _texte("Texte", 5, row.get("texte"))
            self.fields[f"apport_{rang}_sources"] = _texte("Sources", 2, "\n".join(row.get("sources", ())))
            self.fields[f"apport_{rang}_sources"].help_text = "Une adresse par ligne."
        for nom, champ in self.fields.items():
            if nom.startswith(("temps_", "apport_")):
                say_attendu(champ)

    def _count(self, champ: str, shown: int) -> int:
        """How many rows: as many as the page that comes back held."""
        self.initial[champ] = shown
        if not self.is_bound:
            return shown
        said = str(self.data.get(champ, ""))
        return min(int(said), 50) if said.isdecimal() else shown

    @property
    def lignes_temps(self) -> list[tuple[int, list[BoundField]]]:
        return [(rang + 1, [self[f"temps_{rang}_{nom}"] for nom in CHAMPS_TEMPS]) for rang in self._temps]

    @property
    def lignes_apports(self) -> list[tuple[int, list[BoundField]]]:
        return [(rang + 1, [self[f"apport_{rang}_{nom}"] for nom in CHAMPS_APPORT]) for rang in self._apports]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rang in self._temps:
            titre, minutes = cleaned.get(f"temps_{rang}_titre"), cleaned.get(f"temps_{rang}_minutes")
            if titre and minutes is None and f"temps_{rang}_minutes" not in self.errors:
                self.add_error(f"temps_{rang}_minutes", "Combien de minutes ?")
            if not titre and minutes is None and cleaned.get(f"temps_{rang}_consigne"):
                self.add_error(f"temps_{rang}_titre", "Donnez un titre à ce temps, ou effacez-le.")
        for rang in self._apports:
            row = self._read_apport(cleaned, rang)
            if phrase := regles.explain_apport(*row.values()) if row else "":
                self.add_error(f"apport_{rang}_titre", phrase)
        if len(self._read_deroule(cleaned)) > regles.MAX_TEMPS:
            self.add_error(None, f"{regles.MAX_TEMPS} temps au plus dans une séquence.")
        if len(self._read_apports(cleaned)) > regles.MAX_APPORTS:
            self.add_error(None, f"{regles.MAX_APPORTS} apports au plus dans une séquence.")
        return cleaned

    def get_valeurs(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "titre": tighten_ligne(cleaned["titre"]),
            "outil": cleaned["outil"],
            "objectifs": sorted(cleaned["objectifs"]),
            "pages": sorted(cleaned["pages"]),
            "capacites": regles.write_lignes(regles.read_lignes(clean_texte(cleaned["capacites"]))),
            "notes_formateur": regles.write_lignes(regles.read_lignes(clean_texte(cleaned["notes_formateur"]))),
            "deroule": regles.write_deroule(self._read_deroule(cleaned)),
            "apports": regles.write_apports(self._read_apports(cleaned)),
        }

    def explain_conflit(self, conflit: FicheEnConflit) -> None:
        """Say what another trainer saved; the form then starts from there: sent again, it is a choice."""
        data: Any = self.data
        data = data.copy()
        data["version"] = str(conflit.version)
        reunies: Mapping[str, Any] = conflit.reunies
        for champ in ("titre", "outil", "capacites", "notes_formateur"):
            if champ in reunies:
                data[champ] = reunies[champ]
        for champ in ("objectifs", "pages"):
            if champ in reunies:
                data.setlist(champ, reunies[champ])
        self.data = data
        if "deroule" in reunies:
            self._put_deroule(regles.read_deroule(reunies["deroule"]))
        if "apports" in reunies:
            self._put_apports(regles.read_apports(reunies["apports"]))
        phrase = "Quelqu’un a changé ce passage pendant que vous écriviez\u00a0: comparez, puis gardez ce qui convient."
        for champ in conflit.valeurs:
            self.add_error(None if champ in LISTES else champ, phrase)

    def list_enregistres(self, conflit: FicheEnConflit) -> list[TexteSaisi]:
        noms = {"deroule": "Le déroulé", "apports": "Les apports"}
        saved: Mapping[str, Any] = conflit.valeurs
        return [
            TexteSaisi(noms.get(champ) or str(self.fields[champ].label), _say(valeur))
            for champ, valeur in saved.items()
        ]

    def _put_deroule(self, deroule: regles.Lignes) -> None:
        data: Any = self.data
        self._put(data, "temps", "nombre_temps", deroule, CHAMPS_TEMPS)

    def _put_apports(self, apports: regles.Lignes) -> None:
        data: Any = self.data
        rows = [{**row, "sources": "\n".join(row["sources"])} for row in apports]
        self._put(data, "apport", "nombre_apports", rows, CHAMPS_APPORT)

    def _put(self, data: Any, prefixe: str, nombre: str, rows: regles.Lignes, champs: Sequence[str]) -> None:
        shown = max(len(rows) + 1, int(self.data.get(nombre) or 0))
        data[nombre] = str(shown)
        for rang in range(shown):
            for champ in champs:
                data[f"{prefixe}_{rang}_{champ}"] = str(rows[rang][champ]) if rang < len(rows) else ""
        if prefixe == "temps":
            self._add_lignes([{}] * shown, [{}] * len(self._apports))
        else:
            self._add_lignes([{}] * len(self._temps), [{}] * shown)

    def _read_deroule(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "minutes": cleaned.get(f"temps_{rang}_minutes") or 0,
                "titre": tighten_ligne(cleaned.get(f"temps_{rang}_titre", "")),
                "methode": tighten_ligne(cleaned.get(f"temps_{rang}_methode", "")),
                "consigne": clean_texte(cleaned.get(f"temps_{rang}_consigne", "")),
            }
            for rang in self._temps
            if cleaned.get(f"temps_{rang}_titre")
        ]

    def _read_apports(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [row for rang in self._apports if (row := self._read_apport(cleaned, rang))]

    def _read_apport(self, cleaned: Mapping[str, Any], rang: int) -> dict[str, Any]:
        """Empty when its title and its text are."""
        titre = tighten_ligne(cleaned.get(f"apport_{rang}_titre", ""))
        texte = clean_texte(cleaned.get(f"apport_{rang}_texte", ""))
        sources = [s for ligne in cleaned.get(f"apport_{rang}_sources", "").split("\n") if (s := ligne.strip())]
        if not titre and not texte:
            return {}
        return {"titre": titre, "statut": cleaned.get(f"apport_{rang}_statut"), "texte": texte, "sources": sources}


def _say(valeur: Any) -> str:
    return "\n".join(valeur) if isinstance(valeur, list) else str(valeur) or "(vide)"


def _ligne(label: str, taille: int, initial: str | None) -> forms.CharField:
    return forms.CharField(label=label, max_length=taille, required=False, initial=initial)


def _texte(label: str, rows: int, initial: str | None) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=regles.MAX_TEXTE, required=False, initial=initial)
