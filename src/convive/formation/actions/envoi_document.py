"""Send each stagiaire her document, only once even if the job is interrupted. Written to the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import Depart, send_courriel
from convive.espaces.actions.trace import record
from convive.espaces.liens import PieceCourriel
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import DocumentFormation, EnvoiFormation, Inscription, SessionFormation
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.envois import SorteEnvoi
from convive.formation.selectors.convocation import write_annonce
from convive.formation.selectors.session_lue import read_session
from convive.gouvernance.rules.convocations import EtatEnvoi
from convive.journal.models import Geste

DELAI_REPRISE = timedelta(minutes=10)
"""A send that started this long ago without finishing was interrupted, and may be tried again."""


@dataclass(frozen=True, slots=True)
class BilanEnvoi:
    """Counts. `refuses`: the people whose address was refused, with the reply of the server."""

    partis: int
    restants: int
    refuses: tuple[str, ...] = ()


def send_documents(
    *,
    by: Compte,
    session: SessionFormation,
    sorte: SorteDocument,
    render: Callable[[DocumentFormation], bytes],
    list_programme: Callable[[], list[PieceCourriel]],
    record_progression: Callable[[int, str], None],
) -> BilanEnvoi:
    """E-mail their document to all those who have an address and have not received it. A refused address does not stop
    the others; a server that is down stops everything. A convocation is sent with the règlement intérieur, if issued,
    and with the programme."""
    rows = list(_list_a_envoyer(session, sorte))
    is_convocation = bool(rows) and sorte is SorteDocument.CONVOCATION
    jointes = [*_build_reglement(session, render), *list_programme()] if is_convocation else []
    annonce = write_annonce(read_session(session, timezone.localdate())) if rows else ""
    partis, refuses = 0, []
    for rang, document in enumerate(rows, start=1):
        if not _take(document):
            continue
        piece = PieceCourriel(f"{slugify(str(document))}.pdf", render(document), "pdf")
        depart = _send(session, document, [piece, *jointes])
        if not depart:
            DocumentFormation.objects.filter(pk=document.pk).update(envoi_le=None, updated_at=timezone.now())
            if depart.refus:
                refuses.append(f"{document.destinataire} ({depart.refus})")
                continue
            break
        now = timezone.now()
        DocumentFormation.objects.filter(pk=document.pk).update(envoye_le=now, updated_at=now)
        if sorte is SorteDocument.CONVOCATION:
            Inscription.objects.filter(documents=document).update(convoquee_le=now, updated_at=now)
            _note_convocation(document, annonce, now)
        partis += 1
        record_progression(5 + 94 * rang // len(rows), f"{rang} sur {len(rows)}")
    if partis:
        # The transaction does not include the messages: those sent must stay recorded if a later one fails.
        with transaction.atomic():
            record(by, Geste.NOTIFIER, session, session.espace, document=sorte.value, envois=partis)
    return BilanEnvoi(partis, _list_a_envoyer(session, sorte).count() - len(refuses), tuple(refuses))


def _list_a_envoyer(session: SessionFormation, sorte: SorteDocument) -> "QuerySet[DocumentFormation]":
    rows = DocumentFormation.objects.filter(session=session, sorte=sorte.value, annule_le__isnull=True)
    rows = rows.filter(envoye_le__isnull=True, inscription__isnull=False).exclude(inscription__email="")
    return rows.select_related("inscription").order_by("annee", "rang")


def _take(document: DocumentFormation) -> bool:
    """Claim a document; return whether this process got it and must send it."""
    now = timezone.now()
    libres = Q(envoi_le__isnull=True) | Q(envoi_le__lt=now - DELAI_REPRISE)
    rows = DocumentFormation.objects.filter(libres, pk=document.pk, envoye_le__isnull=True)
    return bool(rows.update(envoi_le=now, updated_at=now))


def _send(session: SessionFormation, document: DocumentFormation, pieces: list[PieceCourriel]) -> Depart:
    inscription = document.inscription
    if inscription is None:
        return Depart(is_parti=False)
    cle = build_cle(inscription)
    contexte = {
        "document": document,
        "inscription": inscription,
        "session": session,
        "espace": session.espace,
        "is_convocation": document.sorte == SorteDocument.CONVOCATION,
        "url": f"{settings.URL_PUBLIQUE}{reverse('formation:stagiaire_detail', args=[cle])}",
    }
    sujet = f"{document.get_sorte_display()}\u00a0: {session.titre}"
    return send_courriel(sujet, "formation/_courriel_document.txt", contexte, [inscription.email], pieces)


def _note_convocation(document: DocumentFormation, annonce: str, now: datetime) -> None:
    """Record that she knows the dates and the place, so that the page of messages does not convene her again."""
    envois = EnvoiFormation.objects.filter(inscription=document.inscription, sorte=SorteEnvoi.CONVOCATION.value)
    dernier = envois.order_by("-rang").first()
    if dernier is None or dernier.annonce != annonce:
        rang = 0 if dernier is None else dernier.rang + 1
        dernier = EnvoiFormation(inscription=document.inscription, sorte=SorteEnvoi.CONVOCATION.value, rang=rang)
    dernier.annonce, dernier.etat, dernier.tente_le, dernier.parti_le = annonce, EtatEnvoi.PARTI.value, now, now
    dernier.refus = ""
    dernier.save()


def _build_reglement(session: SessionFormation, render: Callable[[DocumentFormation], bytes]) -> list[PieceCourriel]:
    rows = DocumentFormation.objects.filter(session=session, sorte=SorteDocument.REGLEMENT.value)
    document = rows.filter(annule_le__isnull=True).first()
    return [PieceCourriel("reglement-interieur.pdf", render(document), "pdf")] if document else []
