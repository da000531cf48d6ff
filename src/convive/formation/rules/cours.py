"""A course that ships with Convive, as pages read it, and how a programme fills its demi-journées. Pure Python."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from convive.formation.rules.formation import Moment
from convive.prise_poste.rules.contenus import ContenuInvalide, refuse_doublons, refuse_inconnues
from convive.socle.enums import EnumLibelle
from convive.socle.formats import duree_minutes, liste_fr

MINUTES_DEMI_JOURNEE = 210
"""Three and a half hours: the work, and a break."""
MINUTES_PAUSE = 15
PAUSE = "Pause"
_A_PART = re.compile(r"\s*animation\s*:", re.IGNORECASE)
"""The title of a step that is a break and not an activity."""
PAGES = {
    "ctg": "La CTG et sa frise",
    "glossaire": "Le glossaire",
    "indicateurs": "Les indicateurs",
    "services": "L’inventaire des services",
    "paroles": "Les paroles",
    "constats": "Les constats",
    "enjeux": "Les enjeux et leur grille",
    "plan": "Le plan d’actions",
    "raci": "Qui fait quoi",
    "instances": "Les instances",
    "decisions": "Le registre des décisions",
    "notes_decision": "Les notes pour décider",
    "elu": "La page des élu·es",
    "veille": "La veille",
}
"""The pages of Convive used in a séquence, with the names that stagiaires see."""


class StatutApport(EnumLibelle):
    """The kind of source of an input."""

    REGLE = "regle", "Règle"
    USAGE = "usage", "Usage"
    LOCAL = "local", "À vérifier auprès de votre Caf"


AIDES_STATUTS = {
    StatutApport.REGLE: "un texte ou une source publique le dit",
    StatutApport.USAGE: "c’est la pratique, aucun texte ne l’impose",
    StatutApport.LOCAL: "chaque Caf, chaque territoire a sa règle",
}


@dataclass(frozen=True, slots=True)
class Objectif:
    """What a stagiaire will be able to do: a verb, and the criterion that shows it."""

    cle: str
    verbe: str
    texte: str
    critere: str


@dataclass(frozen=True, slots=True)
class Temps:
    """A step of a séquence. `consigne` is what the trainer says; a line of it that begins with « Animation : » is for
    the trainer alone."""

    minutes: int
    titre: str
    methode: str
    consigne: str

    @property
    def is_pause(self) -> bool:
        return is_pause(self.titre)

    @property
    def projete(self) -> str:
        """What the room reads of the consigne, on a slide or on the projected page."""
        return "\n".join(ligne for ligne in self.consigne.split("\n") if not _A_PART.match(ligne))


@dataclass(frozen=True, slots=True)
class Apport:
    titre: str
    statut: StatutApport
    texte: str
    sources: tuple[str, ...] = ()

    @property
    def libelle_statut(self) -> str:
        return self.statut.libelle

    @property
    def is_local(self) -> bool:
        return self.statut is StatutApport.LOCAL

    @property
    def paragraphes(self) -> tuple[str, ...]:
        return tuple(bloc.strip() for bloc in self.texte.split("\n\n") if bloc.strip())

    @property
    def sites(self) -> list[tuple[str, str]]:
        """(URL, site name) of each source; « www.caf.fr » is shown as « caf.fr »."""
        return [(url, (urlsplit(url).hostname or url).removeprefix("www.")) for url in self.sources]


@dataclass(frozen=True, slots=True)
class SequenceCours:
    """A séquence of a course. `sujet` is what one says when asking for it, `objectifs` are keys, `pages` keys of PAGES,
    `outil` the key of a tool or empty."""

    cle: str
    titre: str
    sujet: str
    objectifs: tuple[str, ...]
    capacites: tuple[str, ...]
    pages: tuple[str, ...]
    outil: str
    deroule: tuple[Temps, ...]
    notes_formateur: tuple[str, ...]
    apports: tuple[Apport, ...]

    @property
    def minutes(self) -> int:
        return sum(temps.minutes for temps in self.deroule)

    @property
    def minutes_pause(self) -> int:
        return sum(temps.minutes for temps in self.deroule if temps.is_pause)

    @property
    def duree(self) -> str:
        return say_travail(self.minutes, self.minutes_pause)


@dataclass(frozen=True, slots=True)
class DemiJourneeCours:
    """`sequences` are keys, in order."""

    cle: str
    jour: int
    moment: Moment
    titre: str
    sequences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cours:
    """`a_completer` lists the fields that only the organisme can fill in. `minutes_demi_journee` and `minutes_pause`
    are the frame that each demi-journée fills; `variante` says how the course differs from the shipped one of two days,
    empty for that one."""

    cle: str
    date: date
    titre: str
    nature: str
    duree_heures: float
    public: str
    prerequis: str
    objectifs: tuple[Objectif, ...]
    methodes: str
    evaluation: str
    livrables: str
    a_completer: tuple[str, ...]
    demi_journees: tuple[DemiJourneeCours, ...]
    sequences: tuple[SequenceCours, ...]
    minutes_demi_journee: int = MINUTES_DEMI_JOURNEE
    minutes_pause: int = MINUTES_PAUSE
    variante: str = ""

    @property
    def minutes(self) -> int:
        """How long it is, breaks included."""
        return sum(row.minutes for row in self.sequences)

    def get_sequence(self, cle: str) -> SequenceCours | None:
        return next((row for row in self.sequences if row.cle == cle), None)


CADRE_USUEL = {"minutes_demi_journee": MINUTES_DEMI_JOURNEE, "minutes_pause": MINUTES_PAUSE, "variante": ""}


def is_officielle(url: str, hotes: Iterable[str]) -> bool:
    """Whether a page is on one of these sites, or on a subdomain of one."""
    hote = urlsplit(url).hostname or ""
    return any(hote == officiel or hote.endswith(f".{officiel}") for officiel in hotes)


def is_pause(titre: str) -> bool:
    return titre.strip().lower() == PAUSE.lower()


def say_travail(minutes: int, pause: int) -> str:
    """« 1 h 10 et 15 min de pause »: how long a séquence is, its breaks apart."""
    return f"{duree_minutes(minutes - pause)} et {duree_minutes(pause)} de pause" if pause else duree_minutes(minutes)


def build_cours(contenu: Mapping[str, Any], outils: Iterable[str]) -> Cours:
    """Build a course. Raise ContenuInvalide if it is inconsistent: an unknown key, or hours that do not add up."""
    contenu = {**CADRE_USUEL, **contenu}
    refuse_inconnues(contenu, Cours)
    cours = Cours(
        **{
            **contenu,
            "a_completer": tuple(contenu["a_completer"]),
            "objectifs": tuple(Objectif(**row) for row in contenu["objectifs"]),
            "demi_journees": tuple(
                DemiJourneeCours(**{**row, "moment": Moment(row["moment"]), "sequences": tuple(row["sequences"])})
                for row in contenu["demi_journees"]
            ),
            "sequences": tuple(_build_sequence(row) for row in contenu["sequences"]),
        }
    )
    _refuse_cles(cours, frozenset(outils))
    _refuse_heures(cours)
    return cours


def resolve_reprises(contenu: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """A variant in full. Its séquence that says `reprend: S1` is that of the `base` course, with what it gives anew; in
    its `deroule`, a step that says `reprend` is that of this séquence, with the line `plus` after its consigne.

    Raise ContenuInvalide for what the base does not have.
    """
    sequences = {row["cle"]: row for row in base["sequences"]}
    return {**contenu, "sequences": [_resolve_sequence(row, sequences) for row in contenu["sequences"]]}


def _resolve_sequence(row: Mapping[str, Any], sequences: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    if "reprend" not in row:
        return dict(row)
    origine = sequences.get(row["reprend"])
    if origine is None:
        raise ContenuInvalide(f"La séquence «\u00a0{row['reprend']}\u00a0» n’existe pas.")
    deroule = [_resolve_temps(temps, origine["deroule"]) for temps in row.get("deroule", origine["deroule"])]
    return {**origine, **{cle: valeur for cle, valeur in row.items() if cle != "reprend"}, "deroule": deroule}


def _resolve_temps(temps: Mapping[str, Any], deroule: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    if "reprend" not in temps:
        return dict(temps)
    origine = next((row for row in deroule if row["titre"] == temps["reprend"]), None)
    if origine is None:
        raise ContenuInvalide(f"Le temps «\u00a0{temps['reprend']}\u00a0» n’existe pas.")
    change = {cle: valeur for cle, valeur in temps.items() if cle not in ("reprend", "plus")}
    plus = f"\n{temps['plus']}" if "plus" in temps else ""
    return {**origine, **change, "consigne": change.get("consigne", origine["consigne"]) + plus}


def _build_sequence(row: Mapping[str, Any]) -> SequenceCours:
    refuse_inconnues(row, SequenceCours)
    return SequenceCours(
        row["cle"],
        row["titre"],
        row["sujet"],
        tuple(row["objectifs"]),
        tuple(row["capacites"]),
        tuple(row["pages"]),
        row["outil"] or "",
        tuple(Temps(**temps) for temps in row["deroule"]),
        tuple(row["notes_formateur"]),
        tuple(_build_apport(row["cle"], apport) for apport in row["apports"]),
    )


def _build_apport(sequence: str, row: Mapping[str, Any]) -> Apport:
    apport = Apport(row["titre"], StatutApport(row["statut"]), row["texte"].strip(), tuple(row["sources"]))
    if apport.statut is StatutApport.REGLE and not apport.sources:
        raise ContenuInvalide(f"Séquence « {sequence} », « {apport.titre} » : une règle donne sa source.")
    return apport


def _refuse_cles(cours: Cours, outils: frozenset[str]) -> None:
    refuse_doublons(row.cle for row in cours.sequences)
    refuse_doublons(row.cle for row in cours.objectifs)
    objectifs, sequences = {row.cle for row in cours.objectifs}, {row.cle for row in cours.sequences}
    for row in cours.sequences:
        inconnus = (set(row.objectifs) - objectifs) | (set(row.pages) - set(PAGES)) | ({row.outil} - outils - {""})
        if inconnus:
            raise ContenuInvalide(f"Séquence « {row.cle} » : {liste_fr(sorted(inconnus))} n’existe pas.")
    placees = [cle for demi_journee in cours.demi_journees for cle in demi_journee.sequences]
    refuse_doublons(placees)
    if set(placees) != sequences:
        raise ContenuInvalide("Chaque séquence a sa demi-journée, et n’en a qu’une.")


def _refuse_heures(cours: Cours) -> None:
    durees = {row.cle: row.minutes for row in cours.sequences}
    pauses = {row.cle: row.minutes_pause for row in cours.sequences}
    for demi_journee in cours.demi_journees:
        minutes = sum(durees[cle] for cle in demi_journee.sequences)
        if minutes != cours.minutes_demi_journee:
            raise ContenuInvalide(f"Demi-journée « {demi_journee.cle} » : {minutes} min.")
        pause = sum(pauses[cle] for cle in demi_journee.sequences)
        if pause != cours.minutes_pause:
            raise ContenuInvalide(f"Demi-journée « {demi_journee.cle} » : {pause} min de pause.")
    if sum(durees.values()) != cours.duree_heures * 60:
        raise ContenuInvalide(f"Les séquences font {sum(durees.values())} min, pas {cours.duree_heures} h.")
