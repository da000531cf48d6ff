"""The public sheet of a programme, and the detailed schedule for trainers, as documents."""

from collections.abc import Sequence

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Espace, Membre
from convive.formation.models import OrganismeFormation, PublicationProgramme, SequenceProgramme
from convive.formation.permissions import can_lire_formation
from convive.formation.rules.cours import Cours
from convive.formation.rules.formation import EtatProgramme
from convive.formation.rules.objectifs import ObjectifTravaille, say_manques
from convive.formation.rules.publication import ProgrammePublie, load_programme
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.deroule import DemiJourneeDeroulee, build_deroule, build_deroule_session
from convive.formation.selectors.objectifs import list_travailles
from convive.formation.selectors.programme import (
    ProgrammeLu,
    build_publie_cours,
    get_organisme,
    get_programme,
    list_programmes,
    read_programme,
)
from convive.formation.selectors.session import get_session, list_sessions_proches
from convive.socle.uuids import parse_uuid

PROGRAMME, DEROULE = "programme_formation", "deroule_formation"
TITRE_PROGRAMME, TITRE_DEROULE = "Programme de formation", "Déroulé de l’animation"
ORGANISME_EXEMPLE = OrganismeFormation(
    raison_sociale="Formation des Rives",
    numero_declaration="99 99 00001 99",
    adresse="2 rue du Bac, 99001 Montorvelle",
    contact_nom="Prénom Nom",
    contact_email="contact@exemple.invalid",
    contact_handicap="Prénom Nom",
)


def build_programme(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The sheet of the programme `choix`. Raise DocumentInconnu if it is not in this espace."""
    lu = _get(membre, choix)
    return _write_programme(get_cadre(membre.espace), lu.publie, get_organisme(membre.espace))


def build_publication(espace: Espace, publication: PublicationProgramme) -> DocumentHtml:
    """The sheet as published in this version."""
    cadre = get_cadre(espace)
    cadre = Cadre(cadre.nom, publication.date, cadre.fictif)
    return _write_programme(cadre, load_programme(publication.contenu), get_organisme(espace))


def build_exemple_programme(_famille: Famille) -> Contenu:
    return _write_programme(CADRE_EXEMPLE, build_publie_cours(get_cours(COURS[0])), ORGANISME_EXEMPLE)


def build_deroule_document(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The schedule of a programme, or of a session with its own hours. Raise DocumentInconnu if it is not in this
    espace."""
    uuid, cadre = parse_uuid(choix), get_cadre(membre.espace)
    session = get_session(membre, uuid) if uuid else None
    if session is not None:
        demi_journees, absentes = build_deroule_session(session)
        lu = read_programme(session.programme)
        travailles = list_travailles(lu.objectifs, lu.sequences)
        return _write_deroule(cadre, str(session), demi_journees, travailles, absentes)
    lu = _get(membre, choix)
    travailles = list_travailles(lu.objectifs, lu.sequences)
    return _write_deroule(cadre, lu.programme.titre, build_deroule(lu.sequences), travailles)


def build_exemple_deroule(_famille: Famille) -> Contenu:
    cours = get_cours(COURS[0])
    sequences = list_sequences_cours(cours)
    travailles = list_travailles(cours.objectifs, sequences)
    return _write_deroule(CADRE_EXEMPLE, cours.titre, build_deroule(sequences), travailles)


def list_choix(membre: Membre) -> list[tuple[str, str]]:
    rows = list_programmes(membre).exclude(etat=EtatProgramme.ARCHIVE.value)
    return [(str(row.pk), row.titre) for row in rows[:100]]


def list_choix_deroule(membre: Membre) -> list[tuple[str, str]]:
    """The sessions in preparation, then the programmes."""
    sessions = list_sessions_proches(membre, timezone.localdate())[:20]
    return [*((str(row.pk), str(row)) for row in sessions), *list_choix(membre)]


def _get(membre: Membre, choix: str) -> ProgrammeLu:
    uuid = parse_uuid(choix)
    lu = get_programme(membre, uuid) if uuid else None
    if lu is None:
        raise DocumentInconnu("Ce programme n’est pas dans cet espace.")
    return lu


def list_sequences_cours(cours: Cours) -> list[SequenceProgramme]:
    """The séquences of a shipped course, as unsaved rows."""
    return [
        SequenceProgramme(
            cle=row.cle,
            jour=demi.jour,
            moment=demi.moment.value,
            titre=row.titre,
            objectifs=list(row.objectifs),
            capacites=list(row.capacites),
            outil=row.outil,
            pages=list(row.pages),
            notes_formateur=list(row.notes_formateur),
            deroule=[
                {"minutes": t.minutes, "titre": t.titre, "methode": t.methode, "consigne": t.consigne}
                for t in row.deroule
            ],
            apports=[
                {"titre": a.titre, "statut": a.statut.value, "texte": a.texte, "sources": list(a.sources)}
                for a in row.apports
            ],
        )
        for demi in cours.demi_journees
        for cle in demi.sequences
        if (row := cours.get_sequence(cle))
    ]


def _write_programme(cadre: Cadre, publie: ProgrammePublie, organisme: OrganismeFormation) -> DocumentHtml:
    contexte = {"publie": publie, "organisme": organisme}
    return build_texte(cadre, publie.titre, "formation/types/programme_formation.html", contexte)


def _write_deroule(
    cadre: Cadre,
    programme: str,
    demi_journees: Sequence[DemiJourneeDeroulee],
    travailles: Sequence[ObjectifTravaille],
    absentes: Sequence[str] = (),
) -> Contenu:
    contexte = {
        "programme": programme,
        "demi_journees": demi_journees,
        "absentes": absentes,
        "travailles": travailles,
        "trous": say_manques(travailles),
    }
    return build_texte(cadre, TITRE_DEROULE, "formation/types/deroule_formation.html", contexte)


def record_programmes() -> None:
    types_documents.record(
        TypeDocument(
            PROGRAMME,
            TITRE_PROGRAMME,
            "Objectifs, demi-journées, public, tarif, accessibilité\u00a0: la fiche telle qu’elle est aujourd’hui.",
            (Famille.TEXTE,),
            can_lire_formation,
            build_programme,
            build_exemple_programme,
            list_choix=list_choix,
            libelle_choix="Quel programme ?",
            ordre=70,
        ),
        TypeDocument(
            DEROULE,
            TITRE_DEROULE,
            "Chaque temps à son heure, ce que l’on dit, ce qu’il faut garder en tête, les apports et leurs sources.",
            (Famille.TEXTE,),
            can_lire_formation,
            build_deroule_document,
            build_exemple_deroule,
            list_choix=list_choix_deroule,
            libelle_choix="De quelle session, ou de quel programme ?",
            ordre=71,
        ),
    )
