"""What this package lets people do through a magic link: answer a convocation, read that a séance is cancelled."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from convive.espaces.liens import GesteLien, PieceCourriel, liens
from convive.espaces.models import LienMagique
from convive.espaces.rules import EspaceRefuse
from convive.gouvernance.actions.convocation import record_reponse
from convive.gouvernance.exports.envoi import render_pieces
from convive.gouvernance.exports.invitation import NOM_FICHIER, render_invitation
from convive.gouvernance.forms.reponse import LectureForm, ReponseForm
from convive.gouvernance.models import Decision, ParticipantSeance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.convocations import LIRE_ANNULATION, LIRE_COMPTE_RENDU, REPONDRE, explain_fermeture
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.convocation import (
    CLE_PARTICIPANT,
    list_noms_suppleants,
)
from convive.gouvernance.selectors.dossier import list_decisions_closes
from convive.gouvernance.selectors.suite import list_points
from convive.socle.formats import date_longue


def get_question(participant: ParticipantSeance) -> str:
    return f"Serez-vous là\u00a0? {_name_seance(participant)}"


def _name_seance(participant: ParticipantSeance) -> str:
    seance = participant.seance
    heure = f", {seance.horaires}" if seance.heure_debut else ""
    jour = f", le {date_longue(seance.date)}{heure}" if seance.date else ""
    return f"{seance.instance}{jour}"


def get_refus(participant: ParticipantSeance) -> str:
    seance = participant.seance
    return explain_fermeture(seance.statut, seance.motif, seance.date, participant.presence, timezone.localdate())


def get_details(participant: ParticipantSeance) -> str:
    """What the e-mail says of the séance: where, and its agenda."""
    seance = participant.seance
    lignes = [f"Lieu\u00a0: {seance.lieu}"] if seance.lieu else []
    lignes += [f"À distance\u00a0: {seance.lien_visio}"] if seance.lien_visio else []
    points = list_points(seance)
    if points:
        lignes += ["Ordre du jour\u00a0:", *(f"{rang}. {point.titre}" for rang, point in enumerate(points, 1))]
    return "\n".join(lignes)


def get_contexte(participant: ParticipantSeance) -> Mapping[str, Any]:
    return {
        "participant": participant,
        "seance": participant.seance,
        "points": list_points(participant.seance),
        "suppleants": list_noms_suppleants(participant),
    }


def get_form(_lien: LienMagique, participant: ParticipantSeance, data: QueryDict | None) -> ReponseForm:
    return ReponseForm(data, participant=participant)


def do_reponse(_lien: LienMagique, participant: ParticipantSeance, data: Mapping[str, Any]) -> str:
    try:
        record_reponse(participant=participant, data=data)
    except GouvernanceRefusee as refus:
        raise EspaceRefuse(str(refus)) from refus
    return "Votre réponse est notée."


def get_suite(_lien: LienMagique, participant: ParticipantSeance) -> str:
    dit = participant.get_reponse_display().lower()
    par = f" ({participant.represente_par})" if participant.represente_par else ""
    return f"Nous avons noté pour {participant.nom}\u00a0: {dit}{par}. La dernière réponse donnée est celle qui compte."


def get_pieces(participant: ParticipantSeance) -> tuple[PieceCourriel, ...]:
    contenu = render_invitation(participant, now=timezone.now())
    return (PieceCourriel(NOM_FICHIER, contenu, "calendar", {"method": "REQUEST"}),)


def get_pieces_annulation(participant: ParticipantSeance) -> tuple[PieceCourriel, ...]:
    contenu = render_invitation(participant, is_annulee=True, now=timezone.now())
    return (PieceCourriel(NOM_FICHIER, contenu, "calendar", {"method": "CANCEL"}),)


def get_details_annulation(participant: ParticipantSeance) -> str:
    seance = participant.seance
    suite = (
        f"\nElle est reportée au {date_longue(seance.reportee_en.date)}."
        if (seance.reportee_en and seance.reportee_en.date)
        else ""
    )
    return f"Pourquoi\u00a0: {seance.motif}{suite}"


def get_refus_compte_rendu(participant: ParticipantSeance) -> str:
    if participant.seance.statut != StatutSeance.CLOSE:
        return "Le compte rendu a été repris\u00a0: un autre vous parviendra."
    return ""


def get_details_compte_rendu(participant: ParticipantSeance) -> str:
    """The decisions, for whoever does not open what is joined."""
    decisions = list_decisions_closes(participant.seance)
    if not decisions:
        return "Aucune décision n’a été prise."
    lignes = [f"- {d.libelle}{_name_suite(d)}" for d in decisions]
    return "\n".join(["Ce qui a été décidé\u00a0:", *lignes])


def _name_suite(decision: Decision) -> str:
    avant = f"avant le {date_longue(decision.echeance)}" if decision.echeance else ""
    suite = ", ".join(filter(None, (decision.libelle_responsable, avant)))
    return f" ({suite})" if suite else ""


def record_gestes() -> None:
    liens.record_geste(
        GesteLien(
            objet_type=CLE_PARTICIPANT,
            cle=REPONDRE,
            libelle="Répondre à une convocation",
            get_question=get_question,
            chapeau="Une réponse en dix secondes, sans compte ni mot de passe.",
            qui_lit="Votre réponse est visible par l’équipe de coopération, et figure dans la liste des présences.",
            template="gouvernance/_geste_repondre_convocation.html",
            bouton="Envoyer ma réponse",
            get_form=get_form,
            get_contexte=get_contexte,
            action=do_reponse,
            can_submit=lambda membre, _participant: can_update_instances(membre),
            get_refus=get_refus,
            get_suite=get_suite,
            get_details=get_details,
            get_pieces=get_pieces,
            max_usages=None,
        ),
        GesteLien(
            objet_type=CLE_PARTICIPANT,
            cle=LIRE_ANNULATION,
            libelle="Apprendre qu’une séance n’a pas lieu",
            get_question=lambda participant: f"N’aura pas lieu\u00a0: {_name_seance(participant)}",
            chapeau="Elle quitte votre agenda avec l’invitation jointe.",
            invitation="Pour confirmer que vous l’avez lu\u00a0:",
            qui_lit="L’équipe de coopération saura que vous l’avez lu.",
            template="gouvernance/_geste_lire_annulation.html",
            bouton="J’ai lu",
            form=LectureForm,
            get_contexte=lambda participant: {"seance": participant.seance},
            action=lambda *_: "C’est noté.",
            can_submit=lambda membre, _participant: can_update_instances(membre),
            get_details=get_details_annulation,
            get_pieces=get_pieces_annulation,
            max_usages=None,
        ),
        GesteLien(
            objet_type=CLE_PARTICIPANT,
            cle=LIRE_COMPTE_RENDU,
            libelle="Lire le compte rendu d’une séance",
            get_question=lambda participant: f"Relevé et compte rendu\u00a0: {_name_seance(participant)}",
            chapeau="Le relevé de décisions et le compte rendu sont joints, en PDF.",
            invitation="Pour relire les décisions en ligne et confirmer que vous l’avez lu\u00a0:",
            qui_lit="L’équipe de coopération saura que vous l’avez lu.",
            template="gouvernance/_geste_lire_compte_rendu.html",
            bouton="J’ai lu",
            form=LectureForm,
            get_contexte=lambda participant: {
                "seance": participant.seance,
                "decisions": list_decisions_closes(participant.seance),
            },
            action=lambda *_: "C’est noté.",
            can_submit=lambda membre, _participant: can_update_instances(membre),
            get_refus=get_refus_compte_rendu,
            get_details=get_details_compte_rendu,
            get_pieces=lambda participant: render_pieces(participant.seance),
            max_usages=None,
        ),
    )
