"""All the documents of one kind in a session, as an archive or as one e-mail per person, in the background."""

import zipfile
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from convive.documents.exports.lot import render_lot
from convive.documents.refus import TravailRefuse
from convive.documents.rules import DocumentHtml
from convive.documents.selectors.modele import get_modeles_actuels
from convive.documents.travaux import Resultat, ResultatPage, Suivi, TypeTravail, travaux
from convive.formation.actions.document import create_documents
from convive.formation.actions.envoi_document import send_documents
from convive.formation.exports.document_session import build_document
from convive.formation.exports.programme_joint import list_programme_joint
from convive.formation.models import DocumentFormation, SessionFormation
from convive.formation.permissions import can_organiser
from convive.formation.rules.document import PERSONNELS, SorteDocument
from convive.formation.selectors.document import list_sortes
from convive.formation.selectors.document_contenu import read_dossier
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

TRAVAIL_LOT, TRAVAIL_ENVOI = "documents_session", "envoi_documents_session"


def run_lot(suivi: Suivi, *, session: str, sorte: str) -> Resultat:
    """Issue the missing documents, then lay them all out. Running the job again issues nothing twice."""
    found, voulue = _read(suivi, session, sorte)
    suivi.record_progression(2, "Émission des documents")
    create_documents(by=suivi.compte, session=found, sorte=voulue, now=timezone.localtime())
    rows = _list_vivants(found, voulue)
    if not rows:
        raise TravailRefuse("Aucun document de cette sorte ne peut être émis aujourd’hui\u00a0: la page dit pourquoi.")
    archive: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed once it is kept
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as cible:
        for rang, (document, octets) in enumerate(_render(found, rows), start=1):
            cible.writestr(f"{document.numero}-{slugify(f'{document.sorte} {document.destinataire}')[:80]}.pdf", octets)
            suivi.record_progression(5 + 94 * rang // len(rows), f"{rang} sur {len(rows)}")
    archive.seek(0)
    nom = f"{slugify(f'{voulue.value} session {found.numero}')}.zip"
    return Resultat(nom, archive, "application/zip", avis=_say_manques(found, voulue))


def run_envoi(suivi: Suivi, *, session: str, sorte: str) -> ResultatPage:
    """Issue the missing documents, then e-mail each person who has not received hers. A message is only sent once."""
    found, voulue = _read(suivi, session, sorte)
    if voulue not in PERSONNELS:
        raise TravailRefuse("Ce document n’est pas adressé à une personne\u00a0: téléchargez-le.")
    suivi.record_progression(2, "Émission des documents")
    create_documents(by=suivi.compte, session=found, sorte=voulue, now=timezone.localtime())
    modeles = get_modeles_actuels(found.espace)
    bilan = send_documents(
        by=suivi.compte,
        session=found,
        sorte=voulue,
        render=lambda document: render_un(found, document, modeles),
        list_programme=lambda: list_programme_joint(found, modeles),
        record_progression=suivi.record_progression,
    )
    if bilan.refuses:
        attendent = f" {nombre_accorde(bilan.restants, 'message attend', 'messages attendent')} encore." * bool(
            bilan.restants
        )
        raise TravailRefuse(
            f"{nombre_accorde(bilan.partis, 'message parti', 'messages partis')}.{attendent} Adresses refusées par leur"
            f" serveur\u00a0: {'; '.join(bilan.refuses)}. Corrigez-les, puis recommencez\u00a0: personne ne recevra"
            " deux fois le sien."
        )
    if bilan.restants:
        raise TravailRefuse(
            f"{nombre_accorde(bilan.partis, 'message parti', 'messages partis')}, puis le serveur d’e-mail n’a plus"
            f" répondu\u00a0: {bilan.restants} à envoyer. Recommencez plus tard, personne ne le recevra deux fois."
        )
    return ResultatPage(f"{reverse('formation:document_session_list', args=[found.espace_id, found.pk])}#{sorte}")


def _read(suivi: Suivi, session: str, sorte: str) -> tuple[SessionFormation, SorteDocument]:
    uuid = parse_uuid(session)
    rows = SessionFormation.objects.filter(espace=suivi.espace).select_related("programme", "espace")
    found = rows.filter(pk=uuid).first() if uuid and suivi.espace else None
    if found is None or sorte not in SorteDocument:
        raise TravailRefuse("Cette session n’est plus dans l’espace.")
    return found, SorteDocument(sorte)


def _list_vivants(session: SessionFormation, sorte: SorteDocument) -> list[DocumentFormation]:
    rows = DocumentFormation.objects.filter(session=session, sorte=sorte.value, annule_le__isnull=True)
    return list(rows.order_by("annee", "rang"))


def _render(session: SessionFormation, rows: list[DocumentFormation]) -> Iterator[tuple[DocumentFormation, bytes]]:
    demandes = ((build_document(_tie(session, document)), "pdf") for document in rows)
    yield from zip(rows, render_lot(demandes, get_modeles_actuels(session.espace)), strict=True)


def render_un(session: SessionFormation, document: DocumentFormation, modeles: dict[str, bytes]) -> bytes:
    """The PDF of one document, with the templates of the espace."""
    return _lay_out(build_document(_tie(session, document)), modeles)


def _lay_out(contenu: DocumentHtml, modeles: dict[str, bytes]) -> bytes:
    # Renderers are heavy, so only a process that needs them imports them.
    from convive.documents.rendu import render_contenu

    return render_contenu(contenu, "pdf", modeles).contenu


def _tie(session: SessionFormation, document: DocumentFormation) -> DocumentFormation:
    document.session, document.espace = session, session.espace
    return document


def _say_manques(session: SessionFormation, sorte: SorteDocument) -> str:
    """Who has no document, and why, since an incomplete archive must say so."""
    lue = next(lue for lue in list_sortes(read_dossier(session, timezone.localdate())) if lue.sorte is sorte)
    sans = [f"{cible.libelle} ({cible.refus})" for cible in lue.cibles if cible.document is None]
    return f"Sans document\u00a0: {'; '.join(sans)}" if sans else ""


def record_travaux_documents() -> None:
    travaux.record(
        TypeTravail(TRAVAIL_LOT, "Les documents d’une session (ZIP)", run=run_lot, is_permis=can_organiser),
        TypeTravail(TRAVAIL_ENVOI, "L’envoi des documents d’une session", run=run_envoi, is_permis=can_organiser),
    )
