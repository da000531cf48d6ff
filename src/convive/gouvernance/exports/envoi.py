"""What goes with the e-mail that tells the minutes: the relevé and the compte rendu, as PDF."""

from django.core.cache import cache
from django.utils.text import slugify

from convive.documents.exports.page import get_cadre
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.liens import PieceCourriel
from convive.espaces.models import Membre
from convive.gouvernance.exports.documents_seance import TEXTES, write_texte
from convive.gouvernance.exports.lecture import read_document
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.dossier import DocumentSeance

JOINTS = (DocumentSeance.RELEVE, DocumentSeance.COMPTE_RENDU)
DUREE_CACHE = 900


def render_pieces(seance: Seance) -> tuple[PieceCourriel, ...]:
    """Rendered once for the forty people of a list. Nothing when whoever closed has left: the link still shows them."""
    membre = _get_membre(seance)
    if membre is None:
        return ()
    cle = f"gouvernance:compte_rendu:{seance.pk}:{seance.version}:{seance.errata.count()}"
    pieces: tuple[PieceCourriel, ...] | None = cache.get(cle)
    if pieces is None:
        pieces = _render(membre, seance)
        cache.set(cle, pieces, DUREE_CACHE)
    return pieces


def _get_membre(seance: Seance) -> Membre | None:
    rows = Membre.objects.en_cours().filter(espace=seance.espace_id, compte=seance.close_par_id)
    membre = rows.select_related("compte", "espace").first() if seance.close_par_id else None
    if membre is not None:
        seance.espace = seance.instance.espace = membre.espace
    return membre


def _render(membre: Membre, seance: Seance) -> tuple[PieceCourriel, ...]:
    from convive.documents.rendu import render_contenu

    lue, cadre, modeles = read_document(membre, seance), get_cadre(membre.espace), get_modeles_actuels(membre.espace)
    made = []
    for document in JOINTS:
        contenu = write_texte(cadre, document, lue)
        nom = f"{slugify(TEXTES[document].titre(lue.seance))[:90]}.pdf"
        made.append(PieceCourriel(nom, render_contenu(contenu, "pdf", modeles).contenu, "pdf"))
    return tuple(made)
