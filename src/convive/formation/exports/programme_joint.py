"""The programme attached to a convocation: the public sheet, as published."""

import logging
from collections.abc import Mapping
from functools import lru_cache

from convive.documents.rules import DocumentHtml, DocumentInvalide, Metadonnees
from convive.espaces.liens import PieceCourriel
from convive.formation.exports.programme import build_publication
from convive.formation.models import SessionFormation
from convive.formation.selectors.programme import get_publication

logger = logging.getLogger(__name__)
NOM = "programme.pdf"


def list_programme_joint(session: SessionFormation, modeles: Mapping[str, bytes]) -> list[PieceCourriel]:
    """The programme as an attachment; empty if it is not published today. `modeles` are the espace's templates."""
    publication = get_publication(session.espace, session.programme_id, None)
    if publication is None:
        return []
    contenu = build_publication(session.espace, publication)
    try:
        octets = _lay_out(contenu.titre, contenu.corps_html, contenu.metadonnees, frozenset(modeles.items()))
    except DocumentInvalide:
        logger.exception("The programme %s cannot be laid out: a convocation leaves without it.", publication.pk)
        return []
    return [PieceCourriel(NOM, octets, "pdf")]


@lru_cache(maxsize=2)
def _lay_out(titre: str, corps_html: str, metadonnees: Metadonnees, modeles: frozenset[tuple[str, bytes]]) -> bytes:
    """Lay out the PDF, cached because it is the same for the thirty people of a session. A programme has no images."""
    # Renderers are heavy, so only a process that needs them imports them.
    from convive.documents.rendu import render_contenu

    return render_contenu(DocumentHtml(titre, corps_html, metadonnees), "pdf", dict(modeles)).contenu
