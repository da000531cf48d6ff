"""Questions and answers between peers. The journal never holds their text, since the author may withdraw it."""

from datetime import datetime
from functools import partial

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.formation.actions.annonce_pair import send_annonce_tache
from convive.formation.actions.pair import lock_pair
from convive.formation.models import MerciPair, Pair, QuestionPair, ReponsePair
from convive.formation.refus import FormationRefusee
from convive.formation.rules.pairs import RETIREE, fold_mots
from convive.journal.models import Geste

DISPARUE = "Ce message vient d’être retiré."
PAS_A_SOI = "Chacun ne change que ses propres mots."


@transaction.atomic
def create_question(*, pair: Pair, titre: str, texte: str, theme: str) -> QuestionPair:
    """Create a question; submitting the same one twice creates one."""
    auteur = lock_pair(pair)
    siennes = QuestionPair.objects.filter(auteur=auteur, titre=titre, texte=texte, masque_le__isnull=True)
    if existante := siennes.first():
        return existante
    question = QuestionPair.objects.create(
        espace=auteur.espace, auteur=auteur, titre=titre, texte=texte, theme=theme, mots=fold_mots(titre, texte)
    )
    record(None, Geste.CREER, question, auteur.espace)
    return question


@transaction.atomic
def update_question(*, pair: Pair, question: QuestionPair, titre: str, texte: str, theme: str) -> QuestionPair:
    current = _lock_question(pair, question)
    if (current.titre, current.texte, current.theme) != (titre, texte, theme):
        current.titre, current.texte, current.theme = titre, texte, theme
        current.mots = fold_mots(titre, texte)
        current.save()
        record(None, Geste.MODIFIER, current, current.espace)
    return current


@transaction.atomic
def delete_question(*, pair: Pair, question: QuestionPair) -> None:
    """Delete a question and its author's answers; answers of others stay, under a notice that it was withdrawn."""
    current = _lock_question(pair, question)
    record(None, Geste.SUPPRIMER, current, current.espace)
    current.reponses.filter(auteur=pair).delete()
    if not current.reponses.exists():
        current.delete()
        return
    current.auteur, current.titre, current.texte, current.mots = None, RETIREE, "", ""
    current.save()


@transaction.atomic
def create_reponse(*, pair: Pair, question: QuestionPair, texte: str) -> ReponsePair:
    """Create an answer and notify the author of the question, unless she has opted out or replies to herself.
    Submitting the same answer twice creates one."""
    auteur = lock_pair(pair)
    rows = QuestionPair.objects.filter(pk=question.pk, espace=auteur.espace, masque_le__isnull=True)
    current = rows.select_related("auteur").first()
    if current is None:
        raise FormationRefusee(DISPARUE)
    if existante := ReponsePair.objects.filter(question=current, auteur=auteur, texte=texte).first():
        return existante
    demande = current.auteur
    est_a_annoncer = demande is not None and demande.pk != auteur.pk and demande.has_courriels
    reponse = ReponsePair.objects.create(question=current, auteur=auteur, texte=texte, est_a_annoncer=est_a_annoncer)
    record(None, Geste.CREER, reponse, auteur.espace)
    if est_a_annoncer:
        transaction.on_commit(partial(send_annonce_tache.enqueue, str(reponse.pk)))
    return reponse


@transaction.atomic
def update_reponse(*, pair: Pair, reponse: ReponsePair, texte: str) -> ReponsePair:
    current = _lock_reponse(pair, reponse)
    if current.texte != texte:
        current.texte = texte
        current.save()
        record(None, Geste.MODIFIER, current, pair.espace)
    return current


@transaction.atomic
def delete_reponse(*, pair: Pair, reponse: ReponsePair) -> None:
    current = _lock_reponse(pair, reponse)
    record(None, Geste.SUPPRIMER, current, pair.espace)
    current.delete()


@transaction.atomic
def update_merci(*, pair: Pair, reponse: ReponsePair, is_aidee: bool) -> None:
    """Add or withdraw « Cette réponse m’a aidé·e », counted once per person; one cannot thank oneself."""
    auteur = lock_pair(pair)
    if reponse.auteur_id == auteur.pk:
        raise FormationRefusee("C’est votre réponse\u00a0: ce sont les autres qui disent si elle aide.")
    if not ReponsePair.objects.filter(pk=reponse.pk, masque_le__isnull=True).exists():
        raise FormationRefusee(DISPARUE)
    if is_aidee:
        _, changed = MerciPair.objects.get_or_create(reponse=reponse, pair=auteur)
    else:
        changed = bool(MerciPair.objects.filter(reponse=reponse, pair=auteur).delete()[0])
    if changed:
        record(None, Geste.MODIFIER, reponse, auteur.espace, merci=is_aidee)


@transaction.atomic
def refuse_mot(*, by: Compte, espace: Espace, mot: QuestionPair | ReponsePair, motif: str, now: datetime) -> None:
    """Hide a text, as a trainer. The author sees why; the journal records who did it and why. Raise
    FormationRefusee."""
    if not motif:
        raise FormationRefusee("Indiquez pourquoi\u00a0: la personne qui l’a écrit le lira.")
    locked, current = lock_espace(espace), _lock_mot(mot)
    if current.masque_le is None:
        current.masque_le, current.motif_masque = now, motif
        current.save()
        record(by, Geste.REFUSER, current, locked, motif=motif)


@transaction.atomic
def restore_mot(*, by: Compte, espace: Espace, mot: QuestionPair | ReponsePair) -> None:
    locked, current = lock_espace(espace), _lock_mot(mot)
    if current.masque_le is not None:
        current.masque_le, current.motif_masque = None, ""
        current.save()
        record(by, Geste.RESTAURER, current, locked)


def _lock_mot[M: QuestionPair | ReponsePair](mot: M) -> M:
    current = type(mot)._default_manager.select_for_update().filter(pk=mot.pk).first()
    if current is None:
        raise FormationRefusee(DISPARUE)
    return current  # type: ignore[return-value]  # a row of this very model


def _lock_question(pair: Pair, question: QuestionPair) -> QuestionPair:
    auteur, current = lock_pair(pair), _lock_mot(question)
    if current.auteur_id != auteur.pk:
        raise FormationRefusee(PAS_A_SOI)
    current.espace = auteur.espace
    return current


def _lock_reponse(pair: Pair, reponse: ReponsePair) -> ReponsePair:
    auteur, current = lock_pair(pair), _lock_mot(reponse)
    if current.auteur_id != auteur.pk:
        raise FormationRefusee(PAS_A_SOI)
    return current
