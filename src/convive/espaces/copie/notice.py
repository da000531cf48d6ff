"""The part of docs/format-copie.md that the code writes: the rows of each model, and what stays behind."""

import re
from collections.abc import Sequence
from typing import Any

from convive.espaces.copie.champs import Nature
from convive.espaces.copie.registre import copie
from convive.espaces.copie.schema import Schema, build_schema, get_nom

DEBUT = "<!-- Écrit par `./run convive espace_schema --docs` : ce qui suit ne se corrige pas à la main. -->"
TITRE = re.compile(r"^### `(.+)`$", re.MULTILINE)
FORMES = {"date-time": "instant", "date": "date", "duration": "durée"}
TYPES = {"boolean": "vrai ou faux", "integer": "entier", "number": "nombre", "string": "texte", "array": "liste"}
LISTES = {"identifiant": "liste d’identifiants", "texte": "liste de textes"}
RENVOIS = {"uuid": "identifiant", "fichier": "fichier", "perimetre": "périmètre"}


def build_notice(texte: str) -> str:
    """The document, its written part replaced by what the registry says now; what did not change stays in its place."""
    avant, _, ecrit = texte.partition(DEBUT)
    return f"{avant}{DEBUT}\n\n{build_modeles(TITRE.findall(ecrit))}"


def build_modeles(ordre: Sequence[str]) -> str:
    """One table for each model, those that `ordre` names first, then what does not travel."""
    schema = build_schema()
    parts = ["## 10. Les lignes, modèle par modèle\n"]
    plans = {get_nom(plan): plan for plan in copie.get_plans()}
    for nom in dict.fromkeys([*(nom for nom in ordre if nom in plans), *plans]):
        plan = plans[nom]
        ligne = schema["$defs"][plan.label]
        parts.append(f"### `{nom}`\n")
        structure = " Fait partie de la structure." if plan.declaration.is_structure else ""
        parts.append(f"{ligne['title'].capitalize()}. Clé : `{plan.cle}`.{structure}\n")
        parts.append("| Champ | Nature | Forme | Absent | Sens |\n|---|---|---|---|---|")
        for name, champ in ligne["properties"].items():
            absent = "" if name in ligne["required"] else "permis"
            parts.append(
                f"| `{name}` | {_build_nature(champ)} | {_build_forme(champ)} | {absent} | {_build_sens(champ)} |"
            )
        parts.append("")
    parts.append("## 11. Ce qui ne voyage pas\n\n| Quoi | Pourquoi |\n|---|---|")
    exclus = {str(modele._meta.verbose_name_plural): raison for modele, raison in copie.get_exclus().items()}
    parts += [f"| {name} | {raison} |" for name, raison in sorted(exclus.items())]
    return "\n".join(parts) + "\n"


def _build_nature(champ: Schema) -> str:
    cibles = champ.get("x-cibles", ())
    if champ["x-nature"] == Nature.IDENTIFIANT and len(cibles) > 1:
        return "identifiant de l’objet dont `objet_type` dit le type"
    return " vers ".join([champ["x-nature"], *([", ".join(f"`{cible}`" for cible in cibles)] if cibles else [])])


def _build_sens(champ: Schema) -> str:
    return ". ".join(filter(None, (champ["title"], champ.get("description", ""))))


def _build_forme(champ: Schema) -> str:
    """A few words; the schema says the rest."""
    if "anyOf" in champ:
        return f"{_build_forme(champ['anyOf'][0])}, ou `null`"
    if "$ref" in champ:
        return RENVOIS[champ["$ref"].rpartition("/")[2]]
    if "enum" in champ:
        return ", ".join(f"`{_write(value)}`" for value in champ["enum"])
    if "type" not in champ:
        return "JSON"
    names, is_null = champ["type"], False
    if isinstance(names, list):
        names, is_null = names[0], True
    forme = FORMES.get(champ.get("format", ""), TYPES[names])
    if names == "array":
        forme = LISTES[_build_forme(champ["items"])]
    if "maxLength" in champ:
        forme += f" de {champ['maxLength']} signes au plus"
    if "maximum" in champ:
        forme += f" de {champ['minimum']} à {champ['maximum']}"
    return f"{forme}, ou `null`" if is_null else forme


def _write(value: Any) -> str:
    return {None: "null", "": '""'}.get(value, str(value))
