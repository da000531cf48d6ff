"""The texts of a séance: agenda, convocation, attendance sheet, technical note, relevé of one page, minutes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.gouvernance.exports.exemple_seance import SEANCE_CLOSE, SEANCE_EXEMPLE
from convive.gouvernance.exports.lecture import Lue, read_document
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.dossier import USAGES, DocumentSeance, is_ouvert
from convive.gouvernance.rules.impression import SeanceImprimee, build_releve, explain_presences
from convive.gouvernance.rules.instances import TypeInstance
from convive.gouvernance.rules.seances import SorteLigne
from convive.gouvernance.selectors.dossier import get_seance_document, is_equipe_de
from convive.socle.uuids import parse_uuid

INEXISTANT = "Ce document n’existe pas pour cette séance, ou vous n’y avez pas accès."
SIGLES = frozenset({TypeInstance.COPIL.value, TypeInstance.COTECH.value})
"""Bodies that everybody calls by these words."""
LIGNES_VIDES = 4
"""Rows of the attendance sheet for those whom nobody expected."""
ORDRE_SORTES = (SorteLigne.DEBAT, SorteLigne.INFORMATION, SorteLigne.QUESTION, SorteLigne.DECISION, SorteLigne.ACTION)


@dataclass(frozen=True, slots=True)
class TypeTexte:
    """`contexte` adds to what every template receives: `seance`, `lue`, `mention`."""

    template: str
    titre: Callable[[SeanceImprimee], str]
    contexte: Callable[[SeanceImprimee], Mapping[str, Any]] = lambda _: {}


def _contexte_note(seance: SeanceImprimee) -> dict[str, Any]:
    points = [(point, {suite.code for suite in point.suites}) for point in seance.points]
    said = {code for _, codes in points for code in codes}
    return {"autres_suites": [suite for suite in seance.suites if suite.code not in said]}


def _contexte_compte_rendu(seance: SeanceImprimee) -> dict[str, Any]:
    """Each point with its lines by kind, in the order in which one reads minutes: exchanges first, decisions last."""
    parts = [(point, _group_lignes(seance, point.rang)) for point in seance.points]
    return {"parties": parts, "hors_ordre": _group_lignes(seance, 0)}


def _group_lignes(seance: SeanceImprimee, rang: int) -> list[tuple[str, list[Any]]]:
    return [(sorte.libelle, lignes) for sorte in ORDRE_SORTES if (lignes := seance.list_lignes(rang, sorte.value))]


TEXTES: Mapping[DocumentSeance, TypeTexte] = {
    DocumentSeance.ORDRE_DU_JOUR: TypeTexte(
        "gouvernance/types/ordre_du_jour.html", lambda s: f"Ordre du jour, {s.titre}"
    ),
    DocumentSeance.CONVOCATION: TypeTexte("gouvernance/types/convocation.html", lambda s: f"Convocation, {s.titre}"),
    DocumentSeance.EMARGEMENT: TypeTexte(
        "gouvernance/types/emargement.html",
        lambda s: f"Feuille d’émargement, {s.titre}",
        contexte=lambda _: {"vides": range(LIGNES_VIDES)},
    ),
    DocumentSeance.NOTE: TypeTexte(
        "gouvernance/types/note_technique.html",
        lambda s: f"Note technique, {s.titre}",
        contexte=_contexte_note,
    ),
    DocumentSeance.RELEVE: TypeTexte(
        "gouvernance/types/releve.html",
        lambda s: f"Relevé de décisions, {s.titre}",
        contexte=lambda seance: {"releve": build_releve(seance)},
    ),
    DocumentSeance.COMPTE_RENDU: TypeTexte(
        "gouvernance/types/compte_rendu.html", lambda s: f"Compte rendu, {s.titre}", contexte=_contexte_compte_rendu
    ),
}


def get_lue(membre: Membre, document: DocumentSeance, choix: str, *, with_plan: bool = False) -> tuple[Seance, Lue]:
    """The séance of a document, that this place may read. Raise DocumentInconnu."""
    uuid = parse_uuid(choix)
    seance = get_seance_document(membre, uuid) if uuid else None
    if seance is None or not is_ouvert(document, seance.statut, is_equipe=is_equipe_de(membre)):
        raise DocumentInconnu(INEXISTANT)
    is_avant = not USAGES[document].is_apres
    return seance, read_document(membre, seance, with_plan=with_plan, is_avant=is_avant)


def build_texte_seance(membre: Membre, document: DocumentSeance, choix: str) -> DocumentHtml:
    """Raise DocumentInconnu."""
    _, lue = get_lue(membre, document, choix)
    return write_texte(get_cadre(membre.espace), document, lue)


def write_texte(cadre: Cadre, document: DocumentSeance, lue: Lue) -> DocumentHtml:
    """A text from what was read, once for all the documents of a pack."""
    genre = TEXTES[document]
    contexte: dict[str, Any] = {
        "seance": lue.seance,
        "mention": lue.mention,
        "gel": lue.gel,
        "presences": explain_presences(lue.seance),
    }
    contexte |= genre.contexte(lue.seance)
    return build_texte(cadre, genre.titre(lue.seance), genre.template, contexte)


def build_exemple_texte(document: DocumentSeance) -> DocumentHtml:
    seance = SEANCE_CLOSE if USAGES[document].is_apres else SEANCE_EXEMPLE
    return write_texte(CADRE_EXEMPLE, document, Lue(seance, "", is_brouillon=False))


def get_sujet(membre: Membre, choix: str) -> str:
    """« copil 2026-06-12 »: the body and the day, for the name of a file."""
    uuid = parse_uuid(choix)
    seance = get_seance_document(membre, uuid) if uuid else None
    if seance is None:
        return ""
    nom = seance.instance.type if seance.instance.type in SIGLES else seance.instance.nom
    return f"{nom} {seance.date:%Y-%m-%d}" if seance.date else nom


def list_ou_completer(membre: Membre, choix: str) -> list[tuple[str, str]]:
    """Where its date, its place and who presides are written, for who may write them."""
    uuid = parse_uuid(choix)
    seance = get_seance_document(membre, uuid) if uuid and can_update_instances(membre) else None
    if seance is None:
        return []
    return [
        ("la séance", reverse("gouvernance:seance_update", args=(membre.espace_id, seance.pk))),
        (
            "l’instance, pour sa présidence",
            reverse("gouvernance:instance_update", args=(membre.espace_id, seance.instance_id)),
        ),
    ]


def get_builders(document: DocumentSeance) -> tuple[Callable[..., Contenu], Callable[[Famille], Contenu]]:
    """What the registry of documents asks for."""
    return (
        lambda membre, _famille, choix: build_texte_seance(membre, document, choix),
        lambda _famille: build_exemple_texte(document),
    )
