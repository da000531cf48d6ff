"""The entries of an archive of proofs, in order, each with its line in the index; nothing is rendered here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils import timezone
from django.utils.text import slugify

from convive.documents.models import PieceJointe
from convive.documents.rules import Contenu
from convive.formation.exports.qualiopi_fichiers import FichiersSession, read_fichier
from convive.formation.exports.qualiopi_index import LigneIndex
from convive.formation.rules.qualiopi import EtatPreuve, IndicateurLu, Preuve, SorteLue

MAX_NOM = 80
type Pieces = Mapping[tuple[str, str], Sequence[PieceJointe]]


@dataclass(frozen=True, slots=True)
class Entree:
    """A file to write. `build` returns a document to lay out, or bytes; None if the file no longer exists."""

    chemin: str
    build: Callable[[], Contenu | bytes | None]


@dataclass(frozen=True, slots=True)
class FichierAClasser:
    """`cle` is the same for the same file, whichever indicators it proves."""

    cle: tuple[str, str]
    objet: str
    jour: date | None
    nom: str
    build: Callable[[], Contenu | bytes | None]


def get_dossier(lu: IndicateurLu) -> str:
    return f"{lu.indicateur.numero:02d}-{slugify(lu.indicateur.titre)}"


def get_chemin_fiche(lu: IndicateurLu) -> str:
    return f"{get_dossier(lu)}/00-preuves.pdf"


def list_entrees(
    lus: Sequence[IndicateurLu], fichiers: FichiersSession | None, pieces: Pieces
) -> tuple[list[Entree], list[LigneIndex]]:
    """The entries and the index. A file that proves several indicators is written once, under the first one, and listed
    in the index for each."""
    entrees: list[Entree] = []
    lignes: list[LigneIndex] = []
    ranges: dict[tuple[str, str], str] = {}
    for lu in lus:
        rang = 0
        for lue in lu.sortes:
            for preuve in lue.preuves:
                etat = "Prouvé" if preuve.is_complete else "Incomplet"
                ligne = partial(LigneIndex, lu, lue.sorte.libelle, etat=etat)
                found = list(_list_fichiers(preuve, fichiers, pieces))
                if not found or preuve.details:
                    lignes.append(ligne(objet=_say(preuve), jour=preuve.jour, chemin=get_chemin_fiche(lu)))
                for fichier in found:
                    if fichier.cle not in ranges:
                        rang += 1
                        ranges[fichier.cle] = f"{get_dossier(lu)}/{rang:02d}-{fichier.nom}"
                        entrees.append(Entree(ranges[fichier.cle], fichier.build))
                    lignes.append(ligne(objet=fichier.objet, jour=fichier.jour, chemin=ranges[fichier.cle]))
            if not lue.preuves:
                lignes.append(_say_manque(lu, lue))
    return entrees, lignes


def _list_fichiers(preuve: Preuve, fichiers: FichiersSession | None, pieces: Pieces) -> Iterator[FichierAClasser]:
    for row in preuve.fichiers:
        # Without a session, a proof of the organisme has no other file than its attachments.
        if fichiers is None:
            break
        nom = f"{slugify(row.objet.replace('’', ' '))[:MAX_NOM]}.{fichiers.get_extension(row)}"
        yield FichierAClasser((row.sorte, row.cle), row.objet, row.jour, nom, partial(fichiers.build, row))
    for piece in pieces.get(preuve.objet, ()) if preuve.objet else ():
        version = piece.actuelle
        objet = f"{preuve.titre}, pièce jointe : {piece.titre or version.nom_fichier}"
        yield FichierAClasser(
            ("piece", str(piece.pk)),
            objet,
            timezone.localdate(piece.created_at),
            version.nom_fichier,
            partial(read_fichier, version.fichier.name or ""),
        )


def _say(preuve: Preuve) -> str:
    return f"{preuve.titre}. {preuve.precision}" if preuve.precision else preuve.titre


def _say_manque(lu: IndicateurLu, lue: SorteLue) -> LigneIndex:
    objet = "Rien à fournir" if lue.etat is EtatPreuve.SANS_OBJET else "Rien pour l’instant"
    return LigneIndex(lu, lue.sorte.libelle, objet, None, lue.libelle_etat, "")
