"""A séquence as a trainer edits it: its steps and inputs as rows, or as a single text that can be merged.

Pure Python. Lists have the same shape as in a course: a step is {minutes, titre, methode, consigne}, an input {titre,
statut, texte, sources}.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from convive.formation.rules.cours import StatutApport

MAX_TEMPS = 16
MAX_APPORTS = 12
MAX_MINUTES = 240
MAX_LIGNES = 20
MAX_TITRE = 200
MAX_METHODE = 120
MAX_CONSIGNE = 2000
MAX_TEXTE = 6000
_TEMPS = re.compile(r"^(\d{1,3}) min · ?(.*)$")
_BLANCS = re.compile(r"[ \t\r\n]+")
_STATUT, _SOURCE, _APPORT = "statut : ", "source : ", "# "

type Lignes = Sequence[Mapping[str, Any]]


def write_deroule(deroule: Lignes) -> str:
    """The steps as a text; each one is « 20 min · titre », its method, what the trainer says, and a blank line."""
    blocs = (
        f"{row['minutes']} min · {row['titre']}\n{row['methode']}\n{_tighten(row['consigne'])}".rstrip()
        for row in deroule
    )
    return "\n\n".join(blocs)


def read_deroule(texte: str) -> list[dict[str, Any]]:
    """Parse what `write_deroule` wrote; lines before the first step become a step without minutes."""
    rows: list[dict[str, Any]] = []
    bloc: list[str] = []
    for ligne in [*texte.split("\n"), "0 min · "]:
        if not (found := _TEMPS.match(ligne)):
            bloc.append(ligne)
            continue
        if rows:
            rows[-1] |= {"methode": bloc[0] if bloc else "", "consigne": "\n".join(bloc[1:]).strip()}
        elif seules := "\n".join(bloc).strip():
            titre, _, consigne = seules.partition("\n")
            rows.append({"minutes": 0, "titre": titre, "methode": "", "consigne": consigne})
        rows.append({"minutes": int(found[1]), "titre": found[2], "methode": "", "consigne": ""})
        bloc = []
    return rows[:-1]


def write_apports(apports: Lignes) -> str:
    """The inputs as a text; each one is « # titre », its status, its text, its sources, and a blank line."""
    blocs = (
        "\n".join(
            [
                f"{_APPORT}{row['titre']}",
                f"{_STATUT}{row['statut']}",
                row["texte"].strip(),
                *(f"{_SOURCE}{source}" for source in row["sources"]),
            ]
        )
        for row in apports
    )
    return "\n\n".join(blocs)


def read_apports(texte: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for ligne in texte.split("\n"):
        if ligne.startswith(_APPORT):
            rows.append({"titre": ligne.removeprefix(_APPORT), "statut": StatutApport.USAGE.value, "texte": ""})
            rows[-1]["sources"] = []
        elif not rows:
            # Lines before the first title become an input without a title.
            if ligne.strip():
                rows.append({"titre": "", "statut": StatutApport.USAGE.value, "texte": f"{ligne}\n", "sources": []})
        elif ligne.startswith(_STATUT) and not rows[-1]["texte"]:
            rows[-1]["statut"] = ligne.removeprefix(_STATUT)
        elif ligne.startswith(_SOURCE):
            rows[-1]["sources"].append(ligne.removeprefix(_SOURCE))
        else:
            rows[-1]["texte"] += f"{ligne}\n"
    return [row | {"texte": row["texte"].strip()} for row in rows]


def write_lignes(lignes: Sequence[str]) -> str:
    return "\n".join(lignes)


def read_lignes(texte: str) -> list[str]:
    """One idea per line, without blank lines or leading dashes."""
    return [ligne for brute in texte.split("\n") if (ligne := tighten_ligne(brute).removeprefix("- "))]


LISTES: Mapping[str, tuple[Callable[[Any], str], Callable[[str], list[Any]]]] = {
    "capacites": (write_lignes, read_lignes),
    "notes_formateur": (write_lignes, read_lignes),
    "deroule": (write_deroule, read_deroule),
    "apports": (write_apports, read_apports),
}
"""How each list is written as a text and parsed, so that changes by two trainers can be merged."""


def tighten_ligne(texte: str) -> str:
    """One line, without the extra spaces of pasted text. No-break spaces before punctuation are kept, otherwise an
    unchanged text would look changed."""
    return _BLANCS.sub(" ", texte).strip(" ")


def explain_apport(titre: str, statut: str, texte: str, sources: Sequence[str]) -> str:
    """What is wrong with an input, in a sentence; empty if nothing is."""
    if not titre:
        return "Donnez-lui un titre."
    if not texte:
        return "Écrivez ce que l’apport dit."
    if statut == StatutApport.REGLE and not sources:
        return "Une règle donne sa source\u00a0: ajoutez une adresse, ou choisissez «\u00a0Usage\u00a0»."
    if faux := [source for source in sources if not source.startswith(("https://", "http://"))]:
        return f"Ce n’est pas une adresse de page\u00a0: {faux[0]}"
    return ""


def _tighten(texte: str) -> str:
    """The text without blank lines, which would separate two steps."""
    return "\n".join(ligne for ligne in texte.split("\n") if ligne.strip())
