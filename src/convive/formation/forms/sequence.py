"""The form of a séquence, with its steps and inputs as rows; erasing the title of a row deletes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.formation.forms.base import FormationForm, say_attendu
from convive.formation.models import ObjectifProgramme, SequenceProgramme
from convive.formation.rules import formation as formation_regles
from convive.formation.rules import sequence as regles
from convive.formation.rules.cours import AIDES_STATUTS, PAGES, StatutApport
from convive.formation.rules.sequence import tighten_ligne
from convive.formation.selectors.cours import get_titres_outils
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_texte

LIGNES_LIBRES = 2
CHAMPS_TEMPS = ("minutes", "titre", "methode", "consigne")
CHAMPS_APPORT = ("titre", "statut", "texte", "sources")
RANGEES = ("temps_", "apport_")


class SequenceForm(FicheForm, FormationForm):
    """`nombre_temps` and `nombre_apports` are how many rows the page had, since someone may have added some meanwhile.

    The page shows `deroule` and `apports` as rows, but they are merged as texts, because deleting a row shifts the
    others. A form submitted with these texts rebuilds its rows from them.
    """

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
    deroule = forms.CharField(label="Le déroulé", widget=forms.Textarea, required=False)
    apports = forms.CharField(label="Les apports", widget=forms.Textarea, required=False)
    nombre_temps = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=50, required=False)
    nombre_apports = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=50, required=False)

    def __init__(
        self, data: Any = None, *, sequence: SequenceProgramme, objectifs: Sequence[ObjectifProgramme]
    ) -> None:
        initial = {champ: getattr(sequence, champ) for champ in ("titre", "outil", "objectifs", "pages")}
        textes = {champ: write(getattr(sequence, champ)) for champ, (write, _) in regles.LISTES.items()}
        super().__init__(data, fiche=sequence, initial=initial | textes)
        get_champ_choix(self, "outil").choices = [("", "Aucun"), *get_titres_outils().items()]
        get_champ_choix(self, "objectifs").choices = [(row.cle, f"{row.cle}. {row}") for row in objectifs]
        if self.is_bound and {"deroule", "apports"} <= self.data.keys():
            self._put_lignes()
        self._add_lignes(sequence.deroule, sequence.apports)

    def list_champs(self) -> list[BoundField]:
        return [champ for champ in super().list_champs() if not champ.name.startswith(RANGEES)]

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
            if nom.startswith(RANGEES):
                say_attendu(champ)

    def _count(self, champ: str, shown: int) -> int:
        """The number of rows: for a submitted form, as many as the page had."""
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
        data: Any = self.data
        self.data = data = data.copy()
        data["deroule"] = cleaned["deroule"] = regles.write_deroule(self._read_deroule(cleaned))
        data["apports"] = cleaned["apports"] = regles.write_apports(self._read_apports(cleaned))
        return cleaned

    def get_saisie(self) -> Saisie:
        coches = {champ: self.get_coches(champ, str) for champ in ("objectifs", "pages")}
        return self.build_saisie("outil", coches=coches, titre=tighten_ligne(self.cleaned_data["titre"]))

    def get_textes(self) -> dict[str, str]:
        """The lists as texts, in the form that the action compares."""
        lignes = {champ: clean_texte(self.cleaned_data[champ]) for champ in ("capacites", "notes_formateur")}
        return {
            **{champ: regles.write_lignes(regles.read_lignes(texte)) for champ, texte in lignes.items()},
            **{champ: self.cleaned_data[champ] for champ in ("deroule", "apports")},
        }

    def _put_lignes(self) -> None:
        """Fill the rows from the merged texts."""
        data: Any = self.data
        self.data = data.copy()
        apports = regles.read_apports(data["apports"])
        self._put("temps", "nombre_temps", regles.read_deroule(data["deroule"]), CHAMPS_TEMPS)
        self._put(
            "apport",
            "nombre_apports",
            [{**row, "sources": "\n".join(row["sources"])} for row in apports],
            CHAMPS_APPORT,
        )

    def _put(self, prefixe: str, nombre: str, rows: regles.Lignes, champs: Sequence[str]) -> None:
        data: Any = self.data
        said = str(data.get(nombre, ""))
        shown = max(len(rows) + 1, int(said) if said.isdecimal() else 0)
        data[nombre] = str(min(shown, 50))
        for rang in range(min(shown, 50)):
            for champ in champs:
                data[f"{prefixe}_{rang}_{champ}"] = str(rows[rang][champ]) if rang < len(rows) else ""

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
        """One input; empty if its title and text are."""
        titre = tighten_ligne(cleaned.get(f"apport_{rang}_titre", ""))
        texte = clean_texte(cleaned.get(f"apport_{rang}_texte", ""))
        sources = [s for ligne in cleaned.get(f"apport_{rang}_sources", "").split("\n") if (s := ligne.strip())]
        if not titre and not texte:
            return {}
        return {"titre": titre, "statut": cleaned.get(f"apport_{rang}_statut"), "texte": texte, "sources": sources}


def _ligne(label: str, taille: int, initial: str | None) -> forms.CharField:
    return forms.CharField(label=label, max_length=taille, required=False, initial=initial)


def _texte(label: str, rows: int, initial: str | None) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=regles.MAX_TEXTE, required=False, initial=initial)
