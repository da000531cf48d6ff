"""The attachments of a convocation message: the convocation and the règlement intérieur, if issued, and the programme,
if published."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.liens import PieceCourriel
from convive.formation.exports.lot_documents import render_un
from convive.formation.exports.programme_joint import list_programme_joint
from convive.formation.models import DocumentFormation, Inscription
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.envois import SorteEnvoi
from convive.formation.selectors.pieces import pieces
from convive.formation.selectors.session_lue import SessionLue

NOMS = {SorteDocument.CONVOCATION: "convocation.pdf", SorteDocument.REGLEMENT: "reglement-interieur.pdf"}


def list_pieces_convocation(
    sorte: SorteEnvoi,
    inscription: Inscription,
    lue: SessionLue,
    _now: datetime,
) -> Iterator[PieceCourriel]:
    if sorte is not SorteEnvoi.CONVOCATION:
        return
    siens = Q(sorte=SorteDocument.CONVOCATION.value, inscription=inscription) | Q(sorte=SorteDocument.REGLEMENT.value)
    rows = DocumentFormation.objects.filter(siens, session=lue.session, annule_le__isnull=True)
    modeles = get_modeles_actuels(lue.session.espace)
    for document in rows.order_by("sorte"):
        yield PieceCourriel(NOMS[SorteDocument(document.sorte)], render_un(lue.session, document, modeles), "pdf")
    yield from list_programme_joint(lue.session, modeles)


def record_pieces_convocation() -> None:
    pieces.record("convocation", list_pieces_convocation)
