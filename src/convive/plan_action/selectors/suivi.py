"""The whole follow-up of an action, beyond what its page shows."""

from dataclasses import dataclass

from convive.espaces.models import Membre
from convive.plan_action.models import ChangementStatut, FicheAction, MeteoFiche
from convive.plan_action.rules.plan import NiveauMeteo, Regard, VisibiliteNote
from convive.plan_action.rules.statuts import LIBELLES_STATUTS, Statut
from convive.plan_action.selectors.lecture_fiche import get_notes_visibles
from convive.plan_action.selectors.lignes_fiche import ChangementLu, MeteoLue, NoteLue

MAX_LIGNES = 300


@dataclass(frozen=True, slots=True)
class Suivi:
    """The latest first."""

    notes: tuple[NoteLue, ...]
    meteos: tuple[MeteoLue, ...]
    changements: tuple[ChangementLu, ...]


def get_suivi(membre: Membre, fiche: FicheAction) -> Suivi:
    """Three queries; MAX_LIGNES of each at most."""
    notes = get_notes_visibles(membre, fiche).order_by("-date", "-created_at")[:MAX_LIGNES]
    meteos = MeteoFiche.objects.filter(fiche=fiche).order_by("-date", "-created_at")[:MAX_LIGNES]
    changements = ChangementStatut.objects.filter(fiche=fiche).order_by("-date", "-created_at")[:MAX_LIGNES]
    return Suivi(
        tuple(
            NoteLue(
                note.date,
                note.texte,
                note.visibilite == VisibiliteNote.INTERNE,
                note.auteur_libelle,
                note.auteur_id == membre.compte_id,
            )
            for note in notes
        ),
        tuple(MeteoLue(Regard(m.regard), NiveauMeteo(m.niveau), m.phrase, m.date, m.auteur_nom) for m in meteos),
        tuple(
            ChangementLu(
                LIBELLES_STATUTS[Statut(c.de)] if c.de else "",
                LIBELLES_STATUTS[Statut(c.vers)],
                c.date,
                c.motif,
                c.instance_libelle,
                c.date_instance,
            )
            for c in changements
        ),
    )
