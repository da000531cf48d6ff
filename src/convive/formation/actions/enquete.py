"""Save the answers to a questionnaire as a draft, and submit them once."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from convive.espaces.permissions import refuse_espace_expire
from convive.formation.actions.verrou import lock_inscription
from convive.formation.models import Inscription, QuestionnaireSession
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import REGLES, Enquete
from convive.formation.rules.formation import MAX_LONG
from convive.formation.selectors.test_fin import build_tirage, is_ancien
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets

TERMINE = "Ce questionnaire est terminé\u00a0: il reste tel que vous l’avez envoyé."


@transaction.atomic
def update_enquete_stagiaire(
    *, inscription: Inscription, enquete: Enquete, reponses: Mapping[str, Any], is_fin: bool, is_ajout: bool = False
) -> QuestionnaireSession:
    """Save a stagiaire's questionnaire, created at her first answer. The caller has checked that it is open. With
    `is_ajout`, the answers are added to the saved ones instead of replacing them. The questions of an end test are kept
    with its first answers.

    Raise FormationRefusee if it is already submitted, or submitted without any answer.
    """
    refuse_espace_expire(inscription.espace)
    is_besoin = is_fin and enquete is Enquete.BESOIN
    current = lock_inscription(inscription) if is_besoin else inscription
    row, _ = QuestionnaireSession.objects.get_or_create(
        inscription=inscription, cle=enquete.value, defaults={"session": inscription.session}
    )
    row.inscription = inscription
    if enquete is Enquete.TEST_FIN and not row.tirage and not is_ancien(row):
        QuestionnaireSession.objects.filter(pk=row.pk).update(tirage=build_tirage(inscription))
    row = _update(row, inscription.nom, reponses, is_fin=is_fin, is_ajout=is_ajout)
    if is_besoin:
        _move_adaptation(row, current)
    return row


@transaction.atomic
def update_enquete(
    *, questionnaire: QuestionnaireSession, nom: str, reponses: Mapping[str, Any], is_fin: bool
) -> QuestionnaireSession:
    """Save the questionnaire of someone who has no page of her own (employeur, financeur, intervenant)."""
    refuse_espace_expire(questionnaire.session.espace)
    return _update(questionnaire, nom, reponses, is_fin=is_fin)


def _update(
    questionnaire: QuestionnaireSession, nom: str, reponses: Mapping[str, Any], *, is_fin: bool, is_ajout: bool = False
) -> QuestionnaireSession:
    row = QuestionnaireSession.objects.select_for_update().get(pk=questionnaire.pk)
    row.session, row.inscription = questionnaire.session, questionnaire.inscription
    if row.is_termine:
        raise FormationRefusee(TERMINE)
    dites = {cle: valeur for cle, valeur in reponses.items() if valeur not in (None, "", [])}
    if is_ajout:
        dites = {**row.reponses, **dites}
    if is_fin and not dites:
        raise FormationRefusee("Répondez à une question au moins avant de terminer.")
    if dites == row.reponses and not is_fin:
        return row
    row.reponses = dites
    row.termine_le = timezone.now() if is_fin else None
    row.save()
    if is_fin:
        _trace(row, nom)
    return row


def _move_adaptation(row: QuestionnaireSession, inscription: Inscription) -> None:
    """Keep what she asks to be adapted with her inscription only, where it is followed, read and erased. What was
    already asked and done is kept before it, so that the new need waits for an answer."""
    besoin = row.reponses.pop("adaptation", "")
    if not besoin:
        return
    row.save()
    avant = inscription.adaptation
    if inscription.adaptation_faite:
        avant = f"{avant}\nFait\u00a0: {inscription.adaptation_faite}"
    inscription.adaptation = f"{avant}\n{besoin}".strip()[:MAX_LONG]
    inscription.adaptation_faite = ""
    inscription.version += 1
    inscription.save()


def _trace(row: QuestionnaireSession, nom: str) -> None:
    """Record that it was answered, never the answers, because the team of the espace reads the journal."""
    objet = row.inscription or row.session
    reference = objets.get_reference(objet)
    record_geste(
        auteur=AnonymousUser(),
        geste=Geste.SOUMETTRE,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=str(objet),
        espace_uuid=row.session.espace_id,
        au_nom_de=nom,
        detail={"questionnaire": REGLES[Enquete(row.cle)].libelle},
    )
