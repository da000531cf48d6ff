"""`convive portrait 200070035 --format docx --output portrait.docx`: the portrait of any périmètre, out of the page."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from convive.diagnostic.exports.donnees import build_donnees
from convive.diagnostic.exports.formats import EXTENSIONS, render_portrait
from convive.diagnostic.selectors.portrait import get_portrait
from convive.documents.rules import DocumentInvalide
from convive.donnees.erreurs import DonneesAbsentes
from convive.socle.disque import get_cause_disque
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse, PerimetreResolu, Suggestion
from convive.territoires.rules.noms import fold_nom
from convive.territoires.rules.saisie import decode_fichier, parse_communes
from convive.territoires.selectors import (
    get_communes_from_texte,
    get_perimetre_from_codes,
    search_territoires,
    suggest_territoires,
)

FORMATS = ("json", *EXTENSIONS)
EXIT_CODE = 2


def read_liste(path: Path, nom: str | None) -> PerimetreResolu:
    """The périmètre of a list saved by a spreadsheet, read as the page that composes one reads it."""
    try:
        texte = decode_fichier(path.read_bytes())
    except OSError as error:
        raise CommandError(
            f"Impossible de lire {path}\u00a0: {get_cause_disque(error)}.", returncode=EXIT_CODE
        ) from error
    except ValueError as error:
        raise CommandError(
            f"{path} n’est pas du texte. Dans votre tableur\u00a0: Enregistrer sous, format CSV.", returncode=EXIT_CODE
        ) from error
    lignes = parse_communes(texte)
    if len(lignes) == 1 and lignes[0].code:
        # An EPCI alone keeps the figures that are published for it.
        return get_perimetre_from_codes([lignes[0].code], nom)
    resolution = get_communes_from_texte(texte)
    if resolution.refus:
        refusees = [
            f"{path.name}, ligne {refus.numero}, «\u00a0{refus.texte}\u00a0»\u00a0: {refus.message}"
            + "".join(f"\n  {suggestion.reference}  {suggestion.nom}" for suggestion in refus.suggestions)
            for refus in resolution.refus
        ]
        raise CommandError("\n".join(refusees), returncode=EXIT_CODE)
    perimetre = get_perimetre_from_codes([commune.code for commune in resolution.communes], nom)
    return replace(perimetre, avertissements=(*resolution.avertissements, *perimetre.avertissements))


def find_perimetre(arguments: list[str], nom: str | None) -> PerimetreResolu:
    """A code, several INSEE codes, a CSV of codes or a name; a name must be unambiguous."""
    if len(arguments) == 1 and arguments[0].lower().endswith(".csv"):
        path = Path(arguments[0])
        if not path.is_file():
            raise CommandError(f"Fichier introuvable\u00a0: {path}", returncode=EXIT_CODE)
        return read_liste(path, nom)
    if all(any(c.isdigit() for c in argument) and " " not in argument for argument in arguments):
        return get_perimetre_from_codes(
            [argument.upper() if len(argument) == 5 else argument for argument in arguments], nom
        )
    return get_perimetre_from_codes([find_reference(" ".join(arguments))], nom)


def find_reference(nom: str) -> str:
    """The reference of the only territory of this name; PerimetreInconnu lists the candidates when there are more."""
    found = search_territoires(nom, limit=8)
    exact = [resultat for resultat in found if fold_nom(resultat.nom) == fold_nom(nom)]
    chosen = exact or found
    if len(chosen) == 1:
        return chosen[0].reference
    if not chosen:
        raise PerimetreInconnu(nom, suggest_territoires(nom))
    suggestions = [
        Suggestion(r.reference, f"{r.nom}, {r.type_libelle} ({r.departement_nom or 'plusieurs départements'})")
        for r in chosen
    ]
    raise PerimetreInconnu(
        nom, suggestions, f"Plusieurs territoires répondent à « {nom} » : donnez le code de celui qu’il vous faut."
    )


class Command(BaseCommand):
    help = (
        "Écrit le portrait d’un périmètre : SIREN d’un EPCI, code Insee, nom, liste de codes ou fichier CSV de codes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("perimetre", nargs="+", help="SIREN, code(s) Insee, nom, ou fichier .csv")
        parser.add_argument("--format", choices=FORMATS, default="json")
        parser.add_argument("--output", type=Path, help="Fichier à écrire ; sans lui, la sortie standard.")
        parser.add_argument("--nom", help="Nom à écrire sur le portrait, à la place du nom trouvé.")

    def handle(self, *_: Any, **options: Any) -> None:
        output: Path | None = options["output"]
        if output is None and options["format"] != "json" and sys.stdout.isatty():
            raise CommandError("Indiquer un fichier avec --output.", returncode=EXIT_CODE)
        try:
            perimetre = find_perimetre(options["perimetre"], options["nom"])
            content = self._render(perimetre, options["format"])
        except (PerimetreInconnu, PerimetreRefuse) as error:
            lines = [str(error), *(f"  {suggestion.reference}  {suggestion.nom}" for suggestion in error.suggestions)]
            raise CommandError("\n".join(lines), returncode=EXIT_CODE) from error
        except DatabaseError as error:
            raise CommandError("La base n’est pas prête. Lancez d’abord : ./run convive prepare") from error
        except (DonneesAbsentes, DocumentInvalide) as error:
            raise CommandError(str(error)) from error
        if output is None:
            sys.stdout.buffer.write(content)
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"Impossible d’écrire {output} : {get_cause_disque(error)}.") from error
        self.stderr.write(f"Portrait écrit : {output} ({len(content):,} octets)".replace(",", "\u202f"))

    def _render(self, perimetre: PerimetreResolu, format: str) -> bytes:
        if format != "json":
            return render_portrait(perimetre, format).contenu
        donnees = build_donnees(perimetre, get_portrait(perimetre, timezone.localdate()))
        return (json.dumps(donnees, ensure_ascii=False, indent=1) + "\n").encode()
