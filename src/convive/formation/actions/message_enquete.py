"""The message that asks to fill in a questionnaire: one per person, but a single one to an employeur for all its
staff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from convive.espaces.actions.courriel import Depart, send_courriel
from convive.formation.cles.enquete import build_cle_enquete
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import OrganismeFormation, QuestionnaireSession, SessionFormation
from convive.formation.rules.enquetes import MOMENTS, REGLES, Enquete, Public
from convive.formation.selectors.enquetes import name_destinataire
from convive.socle.formats import nombre_accorde


@dataclass(frozen=True, slots=True)
class MessageEnquete:
    """`rows` belong to one session, one questionnaire and one e-mail address."""

    rows: tuple[QuestionnaireSession, ...]
    is_rappel: bool


def group_messages(rows: Iterable[QuestionnaireSession], *, is_rappel: bool) -> list[MessageEnquete]:
    """Group the questionnaires of one session that are due today, in order, skipping people without an address. An
    employeur gets one message about all the people it sent; everybody else gets their own."""
    groupes: dict[object, list[QuestionnaireSession]] = {}
    for row in rows:
        if not (adresse := get_adresse(row)):
            continue
        is_commun = REGLES[Enquete(row.cle)].public is Public.EMPLOYEUR
        groupes.setdefault((row.cle, adresse.lower()) if is_commun else row.pk, []).append(row)
    return [MessageEnquete(tuple(groupe), is_rappel) for groupe in groupes.values()]


def get_adresse(row: QuestionnaireSession) -> str:
    """The address to which the message is sent; empty if unknown."""
    if row.email:
        return row.email
    if row.intervenant is not None:
        return row.intervenant.email
    return row.inscription.email if row.inscription is not None else ""


def send_message(
    session: SessionFormation,
    organisme: OrganismeFormation | None,
    rows: Sequence[QuestionnaireSession],
    *,
    is_rappel: bool,
) -> Depart:
    """Send one message; `rows` as in a MessageEnquete."""
    regle = REGLES[Enquete(rows[0].cle)]
    noms = {name_destinataire(row) for row in rows}
    lignes = [
        (row.inscription.nom if row.inscription else "", f"{settings.URL_PUBLIQUE}{_get_chemin(row)}") for row in rows
    ]
    contexte = {
        # If two names share an address, greet neither rather than the wrong one.
        "nom": noms.pop() if len(noms) == 1 else "",
        "regle": regle,
        "session": session,
        "lignes": sorted(lignes),
        "is_rappel": is_rappel,
        "signature": organisme.raison_sociale if organisme else session.espace.nom,
    }
    sujet = f"{'Rappel\u00a0: ' if is_rappel else ''}{regle.sujet}"
    if regle.public is Public.EMPLOYEUR:
        # An employeur with several sessions must see at once which message is about whom.
        sujet = f"{sujet} ({lignes[0][0] if len(lignes) == 1 else nombre_accorde(len(lignes), 'personne')})"
    repondre_a = organisme.contact_email if organisme else ""
    adresse = [get_adresse(rows[0])]
    return send_courriel(sujet, "formation/_courriel_questionnaire.txt", contexte, adresse, repondre_a=repondre_a)


def _get_chemin(row: QuestionnaireSession) -> str:
    enquete = Enquete(row.cle)
    if REGLES[enquete].public is not Public.STAGIAIRE or row.inscription is None:
        return reverse("formation:avis_update", args=[build_cle_enquete(row)])
    cle = build_cle(row.inscription)
    for moment, positionnement in MOMENTS.items():
        if enquete is positionnement:
            return reverse("formation:stagiaire_positionnement", args=[cle, moment])
    return reverse("formation:stagiaire_questionnaire", args=[cle, row.cle])
