"""The observation sheet, to print and fill in by hand during the session."""

from collections.abc import Sequence
from dataclasses import dataclass

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.formation.models import Programme
from convive.formation.permissions import can_animer
from convive.formation.rules.objectifs import list_moments
from convive.formation.rules.observation import NiveauObserve
from convive.formation.selectors.ateliers import list_presents
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.programme import get_programme
from convive.formation.selectors.session import get_session, list_sessions
from convive.socle.uuids import parse_uuid

CLE, TITRE = "fiche_observation", "Fiche d’observation"
LIGNE_VIDE = "\u00a0" * 30
"""The room left to write a word by hand."""
EXEMPLES = ("Camille Exemple", "Dominique Exemple", "Claude Exemple")


@dataclass(frozen=True, slots=True)
class ObjectifImprime:
    """`moments` are the (séquence, what to watch there) of the programme."""

    cle: str
    titre: str
    critere: str
    moments: Sequence[tuple[str, str]] = ()


def build_fiche(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The blank sheet of a session. Raise DocumentInconnu if this membre reads no such session."""
    uuid = parse_uuid(choix)
    session = get_session(membre, uuid) if uuid else None
    if session is None:
        raise DocumentInconnu("Cette session n’existe pas.")
    objectifs = _list_objectifs(session.programme)
    return _write(get_cadre(membre.espace), str(session), objectifs, [row.nom for row in list_presents(session)])


def build_fiche_valise(cadre: Cadre, membre: Membre, choix: str, personnes: int) -> DocumentHtml:
    """The sheet of the session or programme `choix`, with a row to name each person who is not enrolled yet."""
    uuid = parse_uuid(choix)
    session = get_session(membre, uuid) if uuid else None
    lu = get_programme(membre, uuid) if uuid and session is None else None
    programme = session.programme if session else lu.programme if lu else None
    if programme is None:
        raise DocumentInconnu("Cette session n’existe pas.")
    objectifs = _list_objectifs(programme)
    noms = [row.nom for row in list_presents(session)] if session else []
    noms += [LIGNE_VIDE] * (personnes - len(noms))
    return _write(cadre, str(session or programme.titre), objectifs, noms)


def _list_objectifs(programme: Programme) -> list[ObjectifImprime]:
    sequences = list(programme.sequences.all())
    return [
        ObjectifImprime(row.cle, str(row), row.critere, list_moments(row.cle, sequences))
        for row in programme.objectifs.all()
    ]


def build_exemple(_famille: Famille) -> Contenu:
    cours = get_cours(COURS[0])
    objectifs = [ObjectifImprime(row.cle, f"{row.verbe} {row.texte}", row.critere) for row in cours.objectifs]
    return _write(CADRE_EXEMPLE, "Session d’exemple", objectifs, EXEMPLES)


def _write(cadre: Cadre, session: str, objectifs: Sequence[ObjectifImprime], noms: Sequence[str]) -> DocumentHtml:
    contexte = {
        "session": session,
        "objectifs": objectifs,
        "noms": noms,
        "niveaux": [row.libelle for row in NiveauObserve],
        "vide": LIGNE_VIDE,
    }
    return build_texte(cadre, TITRE, "formation/types/fiche_observation.html", contexte)


def record_observation() -> None:
    types_documents.record(
        TypeDocument(
            CLE,
            TITRE,
            "Un tableau par objectif\u00a0: chaque stagiaire, pas encore, avec aide, seul·e, et un mot.",
            (Famille.TEXTE,),
            can_animer,
            build_fiche,
            build_exemple,
            list_choix=lambda membre: [(str(row.pk), str(row)) for row in list_sessions(membre)],
            libelle_choix="Quelle session\u00a0?",
            ordre=68,
        )
    )
