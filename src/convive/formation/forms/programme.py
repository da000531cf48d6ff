"""The forms of a programme: compose it, edit its sheet, its objectifs, and the places of its séquences."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.formation.forms.base import FormationForm, say_attendu
from convive.formation.models import ObjectifProgramme, Programme, SequenceProgramme
from convive.formation.rules import formation as regles
from convive.formation.rules.cours import Cours, Objectif, SequenceCours
from convive.formation.rules.formation import Moment
from convive.formation.rules.programme import MAX_JOURS, MAX_OBJECTIFS, read_objectifs, write_objectifs
from convive.formation.rules.sequence import tighten_ligne
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_texte

LIGNES_LIBRES = 2


def get_choix_places(jours: int = MAX_JOURS) -> list[tuple[str, str]]:
    """« 1-matin » → « Jour 1, matin »."""
    return [
        (f"{jour}-{moment}", f"Jour {jour}, {moment.libelle.lower()}")
        for jour in range(1, jours + 1)
        for moment in Moment
    ]


def read_place(place: str) -> tuple[int, Moment]:
    jour, moment = place.split("-")
    return int(jour), Moment(moment)


class ComposerForm(FormationForm):
    """A title, and the chosen séquences, each with its demi-journée."""

    titre = forms.CharField(label="Titre de la formation", max_length=regles.MAX_COURT)

    def __init__(self, data: Any = None, *, cours: Sequence[Cours]) -> None:
        super().__init__(data)
        self._lignes: list[tuple[str, SequenceCours]] = []
        self._objectifs: dict[str, Objectif] = {}
        for un in cours:
            # A variant may say the same objectif with another criterion: the first course counts.
            self._objectifs = {row.cle: row for row in un.objectifs} | self._objectifs
            for demi in un.demi_journees:
                for cle in demi.sequences:
                    sequence = un.get_sequence(cle)
                    if sequence is not None:
                        nom = f"place_{un.cle}_{cle}"
                        self._lignes.append((nom, sequence))
                        self.fields[nom] = forms.ChoiceField(
                            label=sequence.titre,
                            help_text=sequence.duree,
                            choices=[("", "Je ne la prends pas"), *get_choix_places()],
                            required=False,
                        )

    @property
    def lignes(self) -> list[tuple[BoundField, SequenceCours]]:
        return [(self[nom], sequence) for nom, sequence in self._lignes]

    def clean_titre(self) -> str:
        return tighten_ligne(self.cleaned_data["titre"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(nom) for nom, _ in self._lignes):
            self.add_error(None, "Gardez au moins une séquence\u00a0: donnez-lui une demi-journée.")
        return cleaned

    def get_places(self) -> list[tuple[SequenceCours, int, Moment]]:
        prises = [(sequence, self.cleaned_data[nom]) for nom, sequence in self._lignes if self.cleaned_data[nom]]
        return [(sequence, *read_place(place)) for sequence, place in prises]

    def get_objectifs(self) -> list[Objectif]:
        """The objectifs of the chosen séquences."""
        vises = {cle for sequence, _, _ in self.get_places() for cle in sequence.objectifs}
        return [objectif for cle, objectif in self._objectifs.items() if cle in vises]


def _court(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=regles.MAX_COURT, required=required)


def _long(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=regles.MAX_LONG, required=False, widget=widget)


def _nombre(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=500, required=False)


class ProgrammeForm(FicheForm, FormationForm):
    """The public sheet."""

    titre = _court("Titre", required=True)
    nature = _court("Nature de l’action", "« Action de formation, non certifiante ».")
    public = _long("À qui elle s’adresse")
    prerequis = _long("Prérequis", "« Aucun » est une réponse.", 2)
    methodes = _long("Méthodes")
    evaluation = _long("Évaluation", "Comment on saura que les objectifs sont atteints.")
    livrables = _long("Ce que l’on garde", rows=2)
    tarif = _court("Tarif", "Par personne ou pour un groupe, hors taxes ou non, frais compris ou non.")
    effectif_min = _nombre("Effectif, au moins")
    effectif_max = _nombre("Effectif, au plus")
    delais_acces = _court("Délais d’accès", "« Trois semaines entre l’inscription et le premier jour. »")
    accessibilite = _long("Accessibilité", "Comment une personne en situation de handicap peut venir, à qui en parler.")
    modalites_inscription = _long("Comment s’inscrire")

    TEXTES = ("public", "prerequis", "methodes", "evaluation", "livrables", "accessibilite", "modalites_inscription")
    COURTS = ("titre", "nature", "tarif", "delais_acces")
    NOMBRES = ("effectif_min", "effectif_max")

    def __init__(self, data: Any = None, *, programme: Programme) -> None:
        initial = {nom: getattr(programme, nom) for nom in (*self.TEXTES, *self.COURTS, *self.NOMBRES)}
        super().__init__(data, fiche=programme, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        bas, haut = cleaned.get("effectif_min"), cleaned.get("effectif_max")
        if bas and haut and haut < bas:
            self.add_error("effectif_max", "Il est plus petit que l’effectif le plus bas.")
        return cleaned

    def get_saisie(self) -> Saisie:
        valeurs = self.cleaned_data
        courts: dict[str, Any] = {nom: tighten_ligne(valeurs[nom]) for nom in self.COURTS}
        longs: dict[str, Any] = {nom: clean_texte(valeurs[nom]) for nom in self.TEXTES}
        return self.build_saisie(*self.NOMBRES, **courts, **longs)


class ObjectifsForm(FicheForm, FormationForm):
    """All the objectifs, as rows; erasing the verb of one deletes it. Those of two people are merged as one text: see
    SequenceForm."""

    objectifs = forms.CharField(label="Les objectifs", widget=forms.Textarea, required=False)

    CHAMPS = (
        ("verbe", "Verbe", 60),
        ("texte", "Suite de l’objectif", regles.MAX_COURT),
        ("critere", "À quoi on le verra", regles.MAX_COURT),
    )

    def __init__(self, data: Any = None, *, programme: Programme, objectifs: Sequence[ObjectifProgramme]) -> None:
        lus = [Objectif(row.cle, row.verbe, row.texte, row.critere) for row in objectifs]
        super().__init__(data, fiche=programme, initial={"objectifs": write_objectifs(lus)})
        if self.is_bound and "objectifs" in self.data:
            lus = self._put_lignes()
        elif self.is_bound:
            # As many rows as the page had: someone may have taken some away meanwhile.
            lus = [Objectif("", "", "", "") for rang in range(MAX_OBJECTIFS + 1) if f"{rang}_verbe" in self.data]
        vides = [] if self.is_bound else [Objectif("", "", "", "")] * LIGNES_LIBRES
        lignes = [*lus, *vides][: MAX_OBJECTIFS + 1]
        self._rangs = range(len(lignes))
        for rang, row in enumerate(lignes):
            self.fields[f"{rang}_cle"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=10, initial=row.cle
            )
            for nom, libelle, taille in self.CHAMPS:
                champ = forms.CharField(label=libelle, max_length=taille, required=False, initial=getattr(row, nom))
                say_attendu(champ)
                self.fields[f"{rang}_{nom}"] = champ

    def _put_lignes(self) -> list[Objectif]:
        """Fill the rows from the merged text."""
        data: Any = self.data
        self.data = data = data.copy()
        lus = read_objectifs(data["objectifs"])
        for rang, row in enumerate(lus):
            for nom in ("cle", "verbe", "texte", "critere"):
                data[f"{rang}_{nom}"] = getattr(row, nom)
        return lus

    def list_champs(self) -> list[BoundField]:
        return [self["objectifs"]]

    @property
    def lignes(self) -> list[tuple[int, BoundField, list[BoundField]]]:
        """For each objectif, its number, its hidden key and its three fields."""
        return [
            (rang + 1, self[f"{rang}_cle"], [self[f"{rang}_{nom}"] for nom, _, _ in self.CHAMPS])
            for rang in self._rangs
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rang in self._rangs:
            lue = self._read(cleaned, rang)
            if lue and not lue.texte:
                self.add_error(f"{rang}_texte", "Indiquez la suite\u00a0: «\u00a0Expliquer\u00a0» quoi\u00a0?")
            if lue and not lue.critere:
                self.add_error(f"{rang}_critere", "Indiquez à quoi l’on verra qu’il est atteint.")
            # One that has a key was there: its erased verb is a deletion.
            is_nouvelle = not cleaned.get(f"{rang}_cle")
            if not lue and is_nouvelle and (cleaned.get(f"{rang}_texte") or cleaned.get(f"{rang}_critere")):
                self.add_error(f"{rang}_verbe", "Commencez par un verbe que l’on peut observer.")
        data: Any = self.data
        self.data = data = data.copy()
        data["objectifs"] = cleaned["objectifs"] = write_objectifs(self._list_lus(cleaned))
        return cleaned

    def get_objectifs(self) -> list[Objectif]:
        return self._list_lus(self.cleaned_data)

    def _list_lus(self, cleaned: Mapping[str, Any]) -> list[Objectif]:
        return [lue for rang in self._rangs if (lue := self._read(cleaned, rang))]

    def _read(self, cleaned: Mapping[str, Any], rang: int) -> Objectif | None:
        verbe, texte, critere = (tighten_ligne(cleaned.get(f"{rang}_{nom}", "")) for nom, _, _ in self.CHAMPS)
        return Objectif(cleaned.get(f"{rang}_cle", ""), verbe, texte, critere) if verbe else None


class PlacesForm(FormationForm):
    """The place of each séquence (demi-journée and rank), or its removal."""

    def __init__(self, data: Any = None, *, sequences: Sequence[SequenceProgramme]) -> None:
        super().__init__(data)
        self._sequences = list(sequences)
        jours = max([MAX_JOURS, *(row.jour for row in sequences)])
        for row in self._sequences:
            self.fields[f"{row.pk}_place"] = forms.ChoiceField(
                label=f"Demi-journée, {row.titre}",
                choices=[*get_choix_places(jours), ("retirer", "À retirer")],
                initial=f"{row.jour}-{row.moment}",
            )
            self.fields[f"{row.pk}_rang"] = forms.IntegerField(
                label=f"Rang, {row.titre}", min_value=1, max_value=50, initial=row.ordre or 1
            )

    @property
    def lignes(self) -> list[tuple[SequenceProgramme, BoundField, BoundField]]:
        return [(row, self[f"{row.pk}_place"], self[f"{row.pk}_rang"]) for row in self._sequences]

    def get_retraits(self) -> frozenset[UUID]:
        return frozenset(row.pk for row in self._sequences if self.cleaned_data[f"{row.pk}_place"] == "retirer")

    def get_places(self) -> list[tuple[UUID, int, Moment]]:
        """The places, sorted by rank; two séquences with the same rank keep their order."""
        gardees = [row for row in self._sequences if row.pk not in self.get_retraits()]
        ordered = sorted(gardees, key=lambda row: self.cleaned_data[f"{row.pk}_rang"])
        return [(row.pk, *read_place(self.cleaned_data[f"{row.pk}_place"])) for row in ordered]


class AjouterSequenceForm(FormationForm):
    """A séquence of a shipped course, or one of one’s own."""

    brique = forms.ChoiceField(label="Quelle séquence", required=False)
    titre = forms.CharField(label="Son titre, si elle est nouvelle", max_length=regles.MAX_COURT, required=False)
    place = forms.ChoiceField(label="Dans quelle demi-journée")

    def __init__(self, data: Any = None, *, briques: Mapping[str, SequenceCours]) -> None:
        super().__init__(data)
        self._briques = briques
        choix = [(cle, f"{row.titre} ({row.duree})") for cle, row in briques.items()]
        get_champ_choix(self, "brique").choices = [("", "Une nouvelle, à écrire"), *choix]
        get_champ_choix(self, "place").choices = get_choix_places()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["titre"] = tighten_ligne(cleaned.get("titre", ""))
        if not cleaned.get("brique") and not cleaned["titre"]:
            self.add_error("titre", "Donnez un titre à la nouvelle séquence.")
        return cleaned

    @property
    def brique_choisie(self) -> SequenceCours | None:
        return self._briques.get(self.cleaned_data["brique"])

    @property
    def place_choisie(self) -> tuple[int, Moment]:
        return read_place(self.cleaned_data["place"])
