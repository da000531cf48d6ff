"""Measure how well the three held-out series of plans are read: fields, expected remarks, lost or invented actions,
time.

`python -m tools.plans_a_part [names…] [--serie 1|2|3] [--fautes] [--dossier folder]`. Each file is given to `convive
plan import --dry-run --json`, in a separate installation whose CTG runs from 2024 to 2028. The score is strict: all the
fields of an invented action count as wrong, and all those of a lost one as missing. Texts are compared without regard
to case, apostrophes, spaces and final full stops, and without « Axe 1 : » before the name of an element. A remark
counts as found if its family matches (`FAMILLES`, words of its message or code), and one of its places: the line, the
column, the table, the title of the action, or a word of the message.
"""

import argparse
import io
import json
import logging
import os
import re
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from rapidfuzz import fuzz

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import OU, PEUT_ETRE, SERIES, Attendu, read_attendu
from tests.plan_action.lecteur_plans.plans_a_part.registre import build_fichier, list_noms

FAMILLES: Mapping[str, str] = {
    "absence": r"absen|ne le dit pas|non renseign",
    "sans_pilote": r"pilote",
    "statut": r"statut",
    "commentaire": r"commentaire",
    "date_impossible": r"date|jour|calendrier",
    "hors_convention": r"hors.(?:de.la.)?convention",
    "total": r"total|compte|bilan|pied|moyenne|sous le tableau",
    "ecart": r"écart|ecart|incoh[ée]ren|diff[ée]r|ne f(?:on|ai)t pas|équilibr|equilibr",
    "feuille": r"feuille",
    "masque": r"masqu|caché",
    "doublon": r"double|doublon|même titre|presque|ressembl",
    "part": r"\bparts?\b|pourcent|%",
    "montant_illisible": r"montant|budget|somme|part",
    "inverse": r"invers|avant le début",
    "note": r"note|rédaction",
    "bas_de_page": r"note",
    "decalage": r"décal|decal",
    "suivi": r"suivi|révision|modification",
    "barre": r"barré|barre",
}
PLACES = {"ligne", "colonne", "tableau", "titre", "mot"}
CHAMPS = {
    "titre": "titre", "numero": "numero", "axes": "rattachement", "description": "description", "pilotes": "pilotes",
    "porteurs": "structures_porteuses", "partenaires": "partenaires", "publics": "publics", "communes": "communes",
}  # fmt: skip
PREFIXE = re.compile(
    r"^(?:axe|objectif|orientation|enjeu|a)?\s*(?:n°\s*)?(?:\d+(?:\.\d+)*|[ivx]+(?:\.[a-z])?)\s*[.:–—-]*\s+", re.I
)
SEUIL_TITRE = 80
"""The similarity below which two titles are different actions."""


def fold(texte: object) -> str:
    mots = unicodedata.normalize("NFKC", str(texte)).casefold().replace("’", "'").replace("\u2011", "-")
    return re.sub(r"\s+(?=[;:!?,.])", "", re.sub(r"\s+", " ", mots)).strip(" .;:")


def fold_axe(texte: object) -> str:
    return fold(PREFIXE.sub("", str(texte).strip()))


def fold_lecture(plier: Callable[[object], str], mot: str) -> str:
    """The folded text, keeping the suffix which says that the value may be left unread."""
    mot = mot.strip()
    suffixe = PEUT_ETRE if mot.endswith(PEUT_ETRE) else ""
    return plier(mot.removesuffix(PEUT_ETRE)) + suffixe


def list_valeurs(champ: str, valeur: Any) -> list[tuple[str, ...]]:
    """For each value, the folded readings that count as right; empty for an absent value."""
    if valeur in (None, "", []):
        return []
    plier = fold_axe if champ == "axes" else fold
    if champ == "budget":
        return [(f"{annee or '-'} {fold(qui or '')} {float(combien):.2f}",) for annee, qui, combien in valeur]
    valeurs = valeur if isinstance(valeur, list) else [valeur]
    return [tuple(fold_lecture(plier, mot) for mot in str(item).split(OU)) for item in valeurs]


def read_valeurs(champ: str, lue: Mapping[str, Any]) -> list[str]:
    """The folded values that were read for this field."""
    if champ in CHAMPS:
        valeurs = lue[CHAMPS[champ]]
    elif champ in ("debut", "fin"):
        valeurs = lue["calendrier"][champ]
    elif champ == "statut":
        # No status and « à préparer » are equivalent.
        valeurs = (lue["statut"] or {}).get("valeur")
    elif champ == "indicateurs":
        valeurs = [item["libelle"] for item in lue["indicateurs"]]
    else:
        return [
            f"{ligne['annee'] or '-'} {fold(ligne['financeur'] or '')} {ligne['montant']:.2f}"
            for ligne in lue["budget"]
        ]
    plier = fold_axe if champ == "axes" else fold
    return [plier(mot) for mot in (valeurs if isinstance(valeurs, list) else [valeurs]) if mot]


MESURES = (*CHAMPS, "debut", "fin", "statut", "budget", "indicateurs")


@dataclass(slots=True)
class Mesure:
    """The measure of one file, or of all: right, wrong (invented) and missing (lost) values, by field."""

    justes: Counter[str] = field(default_factory=Counter)
    fausses: Counter[str] = field(default_factory=Counter)
    perdues: Counter[str] = field(default_factory=Counter)
    actions: int = 0
    actions_perdues: int = 0
    actions_inventees: int = 0
    dues: int = 0
    dites: int = 0
    remarques: int = 0
    secondes: float = 0.0
    fautes: list[str] = field(default_factory=list)

    def add(self, autre: "Mesure") -> None:
        self.justes += autre.justes
        self.fausses += autre.fausses
        self.perdues += autre.perdues
        for nom in ("actions", "actions_perdues", "actions_inventees", "dues", "dites", "remarques", "secondes"):
            setattr(self, nom, getattr(self, nom) + getattr(autre, nom))

    def get_scores(self, champ: str | None = None) -> tuple[float, float, float]:
        """Precision, recall and F1, for a field or for all."""
        justes, fausses, perdues = (
            sum(compte.values()) if champ is None else compte[champ]
            for compte in (self.justes, self.fausses, self.perdues)
        )
        precision = justes / (justes + fausses) if justes + fausses else 1.0
        rappel = justes / (justes + perdues) if justes + perdues else 1.0
        f1 = 2 * precision * rappel / (precision + rappel) if precision + rappel else 0.0
        return precision, rappel, f1

    def compare(self, champ: str, attendues: Sequence[tuple[str, ...]], lues: Sequence[str], ou: str) -> None:
        restent, manquent = list(lues), []
        for lectures in attendues:
            trouvee = next((lecture for lecture in lectures if lecture.removesuffix(PEUT_ETRE) in restent), None)
            if trouvee is None:
                manquent += [] if lectures[0].endswith(PEUT_ETRE) else [lectures[0]]
            else:
                restent.remove(trouvee.removesuffix(PEUT_ETRE))
                self.justes[champ] += 1
        if champ == "statut" and not attendues:
            restent = [valeur for valeur in restent if valeur != "a_preparer"]
        self.perdues[champ] += len(manquent)
        self.fausses[champ] += len(restent)
        if manquent or restent:
            self.fautes.append(f"{ou} · {champ} : attendu {manquent or 'rien de plus'}, lu {restent or 'rien'}")


def compute_mesure(attendu: Attendu, lecture: Mapping[str, Any], secondes: float) -> Mesure:
    mesure = Mesure(actions=len(attendu.actions), secondes=secondes, remarques=len(lecture["warnings"]))
    lues = list(lecture["actions"])
    for action, lue in match_actions(attendu.actions, lues):
        titre = (action or lue or {})["titre"]
        if action is None:
            mesure.actions_inventees += 1
            mesure.fautes.append(f"action inventée : « {titre} »")
        if lue is None:
            mesure.actions_perdues += 1
            mesure.fautes.append(f"action perdue : « {titre} »")
        ou = f"« {titre[:40]} »"
        essai = Mesure()
        for champ in MESURES:
            attendues = list_valeurs(champ, action.get(champ)) if action else []
            essai.compare(champ, attendues, read_valeurs(champ, lue) if lue else [], ou)
        if action and lue and "calendrier" in action:
            mots = [fold(lue["calendrier"]["texte"])] if lue["calendrier"]["texte"] else []
            essai.compare("calendrier", [(fold(action["calendrier"]),)], mots, ou)
        mesure.add(essai)
        mesure.fautes += essai.fautes if action and lue else []
    for due in attendu.remarques:
        mesure.dues += 1
        if any(is_dite(due, remarque) for remarque in lecture["warnings"]):
            mesure.dites += 1
        else:
            mesure.fautes.append(f"remarque due, non dite : {due}")
    return mesure


type Paire = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]


def match_actions(attendues: Sequence[Mapping[str, Any]], lues: Sequence[Mapping[str, Any]]) -> Iterator[Paire]:
    """Pair expected and read actions, most similar first. The number or the place distinguishes two identical
    titles."""
    notes = []
    for i, action in enumerate(attendues):
        titres = [fold(titre) for titre in action["titre"].split(OU)]
        for j, lue in enumerate(lues):
            note = max(fuzz.ratio(titre, fold(lue["titre"])) for titre in titres)
            if note >= SEUIL_TITRE:
                note += 5 * (action.get("numero") == lue["numero"])
                note += 5 * ([*map(fold_axe, action["axes"])] == [*map(fold_axe, lue["rattachement"])])
                notes.append((-note, i, j))
    prises: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(notes):
        if i not in prises[0] and j not in prises[1]:
            prises[0].add(i)
            prises[1].add(j)
            yield attendues[i], lues[j]
    yield from ((action, None) for i, action in enumerate(attendues) if i not in prises[0])
    yield from ((None, lue) for j, lue in enumerate(lues) if j not in prises[1])


def is_dite(due: Mapping[str, Any], remarque: Mapping[str, Any]) -> bool:
    lieu = remarque["lieu"]
    if not re.search(FAMILLES[due["famille"]], f"{remarque['code']} {remarque['message']}", re.I):
        return False
    partout = fold(" ".join([remarque["message"], *map(str, lieu.values())]))
    mots = [fold(due[place]) for place in ("titre", "mot") if place in due]
    exacts = any(place in due and str(lieu.get(place)) == str(due[place]) for place in ("ligne", "colonne", "tableau"))
    return exacts or any(mot in partout for mot in mots)


def prepare(var: Path) -> str:
    """Create a separate installation, and return the id of an espace whose CTG runs from 2024 to 2028."""
    os.environ |= {
        "CONVIVE_VAR": str(var),
        "CONVIVE_STATIC_SIMPLE": "1",
        "CONVIVE_TACHES": "django.tasks.backends.dummy.DummyBackend",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "convive.config.settings",
        "LOG_LEVEL": "CRITICAL",
    }
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    from tests.convention.factories import create_ctg_essai
    from tests.espaces.factories import create_compte, create_espace_civraisien
    from tests.territoires.factories import create_pays

    create_pays()
    compte = create_compte("chargee")
    espace = create_espace_civraisien(compte)
    annees = {"date_debut": date(2024, 1, 1), "date_fin": date(2028, 12, 31), "date_signature": date(2023, 12, 14)}
    create_ctg_essai(espace, compte, **annees)
    return str(espace.pk)


def read_lecture(chemin: Path, espace: str) -> tuple[dict[str, Any], str]:
    """What the command reads from a file, and the questions that it asks, or why it refuses the file."""
    from django.core.management import CommandError, call_command

    sortie = io.StringIO()
    try:
        call_command("plan", "import", str(chemin), "--espace", espace, "--dry-run", "--json", stdout=sortie)
    except CommandError as error:
        return {"actions": [], "warnings": []}, str(error)
    lecture = json.loads(sortie.getvalue())
    questions = " / ".join(question["message"] for question in lecture.get("questions", []))
    return lecture, questions


TITRES = ("fichier", "P", "R", "F1", "actions", "perdues", "inventées", "dues", "dites", "remarques", "secondes")


def write_ligne(nom: str, mesure: Mesure) -> str:
    scores = " ".join(f"{score:5.3f}" for score in mesure.get_scores())
    comptes = (mesure.actions, mesure.actions_perdues, mesure.actions_inventees, mesure.dues, mesure.dites)
    return f"{nom:<26} {scores} {' '.join(f'{n:7d}' for n in (*comptes, mesure.remarques))} {mesure.secondes:7.2f}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.plans_a_part", description=__doc__)
    parser.add_argument("noms", nargs="*", help="Ces fichiers seulement.")
    parser.add_argument("--serie", type=int, choices=SERIES, help="Cette série seulement ; sinon toutes.")
    parser.add_argument("--fautes", action="store_true", help="Dire aussi chaque valeur perdue ou fausse.")
    parser.add_argument("--dossier", type=Path, help="Y laisser les fichiers.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plans-") as temporaire:
        espace = prepare(Path(temporaire))
        dossier = arguments.dossier or Path(temporaire) / "fichiers"
        dossier.mkdir(parents=True, exist_ok=True)
        for serie in [arguments.serie] if arguments.serie else SERIES:
            noms = [nom for nom in list_noms(serie) if nom in arguments.noms or not arguments.noms]
            if noms:
                print(f"série {serie}\n" + " ".join(TITRES))
                print_serie([measure_fichier(nom, dossier, espace, fautes=arguments.fautes) for nom in noms])
    return 0


def measure_fichier(nom: str, dossier: Path, espace: str, *, fautes: bool) -> Mesure:
    """Write a file, read it with the command, and print its line of results."""
    fichier, contenu = build_fichier(nom)
    (dossier / fichier).write_bytes(contenu)
    debut = time.perf_counter()
    lecture, dit = read_lecture(dossier / fichier, espace)
    mesure = compute_mesure(read_attendu(nom), lecture, time.perf_counter() - debut)
    print(write_ligne(nom, mesure), *([f"« {dit} »"] if dit else []), flush=True)
    if fautes:
        print("".join(f"    {faute}\n" for faute in mesure.fautes), end="", flush=True)
    return mesure


def print_serie(mesures: Sequence[Mesure]) -> None:
    total = Mesure()
    for mesure in mesures:
        total.add(mesure)
    print(write_ligne("total", total))
    # Average over files, so that the one with 250 actions does not outweigh the others.
    moyennes = zip(*(mesure.get_scores() for mesure in mesures), strict=True)
    print(f"{'moyenne des fichiers':<26} {' '.join(f'{fmean(scores):5.3f}' for scores in moyennes)}")
    for champ in (*MESURES, "calendrier"):
        print(f"  {champ:<14} {' '.join(f'{score:5.3f}' for score in total.get_scores(champ))}")


if __name__ == "__main__":
    sys.exit(main())
