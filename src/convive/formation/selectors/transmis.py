"""The competences that a person said she could pass on, read only for herself, on her request."""

from convive.comptes.models import Compte
from convive.formation.models import Inscription
from convive.formation.rules.enquetes import MOMENTS
from convive.formation.rules.pairs import NIVEAU_TRANSMET
from convive.formation.selectors.enquetes import list_questionnaires_stagiaire, read_niveaux
from convive.prise_poste.models import AutoEvaluation


def list_transmis_compte(compte: Compte) -> list[str]:
    """The keys from her last self-assessment, in any espace; two queries."""
    rows = AutoEvaluation.objects.filter(compte=compte, terminee_le__isnull=False).order_by("-date", "-created_at")
    last = rows.first()
    if last is None:
        return []
    return [note.item for note in last.notes.all() if note.niveau == NIVEAU_TRANSMET]


def list_transmis_stagiaire(inscription: Inscription) -> list[str]:
    """The keys from her last finished grid of the session; one query."""
    siens = list_questionnaires_stagiaire(inscription)
    finis = [siens[cle] for cle in MOMENTS.values() if cle in siens and siens[cle].is_termine]
    niveaux = read_niveaux(finis[-1].reponses) if finis else {}
    return [cle for cle, niveau in niveaux.items() if niveau == NIVEAU_TRANSMET]
