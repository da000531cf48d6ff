"""Place oneself on the grid, as one goes; finish; share, and take back. Only the person herself does."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import lock_fiche
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.journal.models import Geste
from convive.prise_poste.actions.trace import record_prive
from convive.prise_poste.models import AutoEvaluation, NoteCompetence
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.contenus import get_grille

type Reponses = Mapping[str, tuple[int | None, str]]
"""A level and a few words, by the key of the competence."""
A_SOI = "Cette auto-évaluation n’est pas la vôtre\u00a0: seule la personne qui l’a faite y écrit."


@transaction.atomic
def create_evaluation(*, by: Compte, espace: Espace) -> AutoEvaluation:
    """The draft of this person, which is unique: the one that waits, or a new one."""
    espace = lock_espace(espace)
    draft = AutoEvaluation.objects.filter(espace=espace, compte=by, terminee_le__isnull=True).first()
    if draft is not None:
        return draft
    evaluation = AutoEvaluation.objects.create(espace=espace, compte=by, date=timezone.localdate())
    record_prive(by, Geste.CREER, evaluation)
    return evaluation


@transaction.atomic
def update_reponses(*, by: Compte, evaluation: AutoEvaluation, reponses: Reponses) -> AutoEvaluation:
    """Keep what was answered; the other lines stay. The same again changes nothing."""
    current = lock_evaluation(by, evaluation)
    _refuse_terminee(current)
    known = {note.item: note for note in NoteCompetence.objects.filter(evaluation=current)}
    changed = []
    for item in get_grille().items:
        if item.cle not in reponses:
            continue
        niveau, commentaire = reponses[item.cle]
        note = known.get(item.cle) or NoteCompetence(evaluation=current, item=item.cle)
        if (note.niveau, note.commentaire) != (niveau, commentaire):
            note.niveau, note.commentaire = niveau, commentaire
            note.save()
            changed.append(item.cle)
    if changed:
        # Which ones, but never which level: the journal is read by others than her.
        record_prive(by, Geste.MODIFIER, current, lignes=len(changed))
    return current


@transaction.atomic
def close_evaluation(*, by: Compte, evaluation: AutoEvaluation) -> AutoEvaluation:
    """From now on it is compared, and no longer changed. Raise PosteRefuse while nothing is answered."""
    current = lock_evaluation(by, evaluation)
    if current.is_terminee:
        return current
    if not NoteCompetence.objects.filter(evaluation=current, niveau__isnull=False).exists():
        raise PosteRefuse("Répondez à une ligne au moins avant de terminer.")
    current.terminee_le, current.date = timezone.now(), timezone.localdate()
    current.save()
    record_prive(by, Geste.CLORE, current)
    return current


@transaction.atomic
def reopen_evaluation(*, by: Compte, evaluation: AutoEvaluation) -> AutoEvaluation:
    """A slip is mended the same day; later, it is another self-assessment."""
    current = lock_evaluation(by, evaluation)
    if not current.is_terminee:
        return current
    if current.date != timezone.localdate():
        raise PosteRefuse("Elle date d’un autre jour\u00a0: commencez-en une nouvelle, vous pourrez comparer les deux.")
    if AutoEvaluation.objects.filter(espace=current.espace, compte=by, terminee_le__isnull=True).exists():
        raise PosteRefuse("Une autre est déjà commencée\u00a0: terminez-la ou supprimez-la d’abord.")
    current.terminee_le = current.partage_le = None
    current.save()
    record_prive(by, Geste.ROUVRIR, current)
    return current


@transaction.atomic
def delete_evaluation(*, by: Compte, evaluation: AutoEvaluation) -> None:
    current = lock_evaluation(by, evaluation)
    record_prive(by, Geste.SUPPRIMER, current)
    current.delete()


@transaction.atomic
def update_partage_evaluation(*, by: Compte, evaluation: AutoEvaluation, is_partage: bool) -> AutoEvaluation:
    """Let the direction read it, or take it back. Raise PosteRefuse for a draft."""
    current = lock_evaluation(by, evaluation)
    if is_partage and not current.is_terminee:
        raise PosteRefuse("Terminez-la d’abord\u00a0: un brouillon ne se montre pas.")
    if is_partage != (current.partage_le is not None):
        current.partage_le = timezone.now() if is_partage else None
        current.save()
        record(by, Geste.NOTIFIER if is_partage else Geste.REVOQUER, current, current.espace)
    return current


def lock_evaluation(by: Compte, evaluation: AutoEvaluation) -> AutoEvaluation:
    """As it is now, with its espace, kept until the end of the transaction."""
    locked = lock_fiche(evaluation, PosteRefuse("Cette auto-évaluation vient d’être supprimée."))
    if locked.compte_id != by.pk:
        raise PermissionDenied(A_SOI)
    return locked


def _refuse_terminee(evaluation: AutoEvaluation) -> None:
    if evaluation.is_terminee:
        raise PosteRefuse("Elle est terminée\u00a0: elle reste telle qu’elle était ce jour-là.")
