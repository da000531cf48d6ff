"""Import work done in training into one’s own espace, as a tool to fill in or as a page of the carnet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace, Membre
from convive.espaces.rules import MAX_TITRE_NOTE
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.dossier_pieces import OutilRapporte, PieceRapportee, list_titres_notes
from convive.prise_poste.actions.outil import create_outil, import_outil
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.permissions import can_remplir_outils


@dataclass(frozen=True, slots=True)
class BilanRapport:
    """Counts of the new items."""

    notes: int
    outils: int


@transaction.atomic
def import_pieces(*, by: Compte, place: Membre, pieces: Iterable[PieceRapportee]) -> BilanRapport:
    """Import a tool as a tool, if this membre uses them; anything else becomes a note of the espace. What is already
    there is left alone. Raise FormationRefusee if nothing was chosen, PosteRefuse beyond the limits of an espace."""
    espace = lock_espace(place.espace)
    chosen = list(pieces)
    if not chosen:
        raise FormationRefusee("Choisissez au moins une chose à enregistrer.")
    outils = [piece.outil for piece in chosen if piece.outil is not None and can_remplir_outils(place)]
    textes = [piece for piece in chosen if piece.outil is None or not can_remplir_outils(place)]
    return BilanRapport(_write_notes(by, espace, textes), _write_outils(by, espace, outils))


def _write_notes(by: Compte, espace: Espace, pieces: Iterable[PieceRapportee]) -> int:
    known, made = list_titres_notes(espace), 0
    for piece in pieces:
        titre = piece.titre[:MAX_TITRE_NOTE]
        if titre not in known:
            known.add(titre)
            create_note(by=by, espace=espace, saisie=SaisieNote(titre, piece.texte))
            made += 1
    return made


def _write_outils(by: Compte, espace: Espace, rapportes: Iterable[OutilRapporte]) -> int:
    rows = OutilRempli.objects.filter(espace=espace).values_list("cle", "source", "valeurs")
    remplis = {(cle, source) for cle, source, _ in rows}
    vierges = {cle for cle, _, valeurs in rows if not valeurs}
    made = 0
    for rapporte in rapportes:
        cle = rapporte.outil.cle
        if rapporte.source is None and cle not in vierges:
            create_outil(by=by, espace=espace, outil=rapporte.outil)
            made += 1
        elif rapporte.source is not None and (cle, rapporte.source) not in remplis:
            import_outil(
                by=by,
                espace=espace,
                outil=rapporte.outil,
                valeurs=rapporte.valeurs,
                provenance=rapporte.provenance,
                source=rapporte.source,
            )
            made += 1
    return made
