"""What the other packages may point at: a body, a seat, a séance, a point of its agenda, a decision."""

from typing import Any

from django.urls import reverse

from convive.documents.porteurs import Porteur, porteurs
from convive.echanges.panneau import record_echanges
from convive.espaces.objets import get_espace_uuid
from convive.gouvernance.lecteurs import (
    filter_lecteurs_decision,
    filter_lecteurs_instance,
    filter_lecteurs_note,
    filter_lecteurs_point,
    filter_lecteurs_seance,
)
from convive.gouvernance.models import (
    Decision,
    Instance,
    MembreInstance,
    NoteDecision,
    ParticipantSeance,
    PointOrdreDuJour,
    Seance,
)
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.selectors.convocation import LIRE_ANNULATION, LIRE_COMPTE_RENDU, REPONDRE
from convive.gouvernance.selectors.voix import DONNER_SA_VOIX
from convive.socle.formats import date_longue
from convive.socle.objets import TypeObjet, objets
from convive.socle.texte import get_texte_nu


def get_url_instance(instance: Instance) -> str:
    return reverse("gouvernance:instance_detail", args=[instance.espace_id, instance.pk])


def get_url_seance(seance: Seance) -> str:
    return reverse("gouvernance:seance_detail", args=[seance.espace_id, seance.pk])


def get_url_point(point: PointOrdreDuJour) -> str:
    """Its place on the page of its séance, or the body where it waits."""
    espace_uuid = point.instance.espace_id
    if point.seance_id is None:
        return reverse("gouvernance:instance_detail", args=[espace_uuid, point.instance_id])
    return f"{reverse('gouvernance:seance_detail', args=[espace_uuid, point.seance_id])}#point-{point.pk}"


def get_url_decision(decision: Decision) -> str:
    return reverse("gouvernance:decision_detail", args=[decision.espace_id, decision.pk])


def get_url_note(note: NoteDecision) -> str:
    return reverse("gouvernance:note_detail", args=[note.espace_id, note.pk])


def get_textes_seance(seance: Any) -> tuple[str, str]:
    """Without the name of its body, which is another row."""
    jour = f"Séance du {date_longue(seance.date)}" if seance.date else "Séance sans date"
    return f"{jour}, {seance.titre}" if seance.titre else jour, seance.lieu


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "instance",
            Instance,
            "Instance",
            get_url_instance,
            Instance.objects.visible_to,
            get_textes=lambda instance: (instance.nom, instance.role),
            get_espace_uuid=get_espace_uuid,
            defini="l’instance",
        ),
        TypeObjet(
            "membre_instance",
            MembreInstance,
            "Siège d’une instance",
            lambda membre: get_url_instance(membre.instance),
            lambda compte: MembreInstance.objects.visible_to(compte).select_related(
                "instance", "personne", "organisation"
            ),
            get_espace_uuid=lambda membre: membre.instance.espace_id,
            defini="le siège",
        ),
        TypeObjet(
            "seance",
            Seance,
            "Séance",
            get_url_seance,
            lambda compte: Seance.objects.visible_to(compte).select_related("instance"),
            get_textes=get_textes_seance,
            get_espace_uuid=get_espace_uuid,
            defini="la séance",
        ),
        TypeObjet(
            "point_ordre_du_jour",
            PointOrdreDuJour,
            "Point de l’ordre du jour",
            get_url_point,
            lambda compte: PointOrdreDuJour.objects.visible_to(compte).select_related("instance"),
            get_espace_uuid=lambda point: point.instance.espace_id,
            defini="le point",
        ),
        TypeObjet(
            "participant_seance",
            ParticipantSeance,
            "Participant·e d’une séance",
            lambda participant: get_url_seance(participant.seance),
            lambda compte: ParticipantSeance.objects.visible_to(compte).select_related("seance"),
            get_espace_uuid=lambda participant: participant.seance.espace_id,
            gestes=(REPONDRE, LIRE_ANNULATION, LIRE_COMPTE_RENDU),
            defini="la présence",
        ),
        TypeObjet(
            "decision",
            Decision,
            "Décision",
            get_url_decision,
            Decision.objects.visible_to,
            get_textes=lambda decision: (str(decision)[:300], get_texte_nu(decision.motif)),
            gestes=(DONNER_SA_VOIX,),
            get_espace_uuid=get_espace_uuid,
            defini="la décision",
        ),
        TypeObjet(
            TYPE_NOTE,
            NoteDecision,
            "Note d’aide à la décision",
            get_url_note,
            NoteDecision.objects.visible_to,
            get_textes=lambda note: (note.question, get_texte_nu(note.contexte)),
            get_espace_uuid=get_espace_uuid,
            defini="la note",
        ),
    )
    porteurs.record(Porteur("seance", "gouvernance:seance_dossier"), Porteur("decision", "gouvernance:decision_detail"))
    record_echanges(
        "seance",
        page="gouvernance:seance_echanges",
        filter_lecteurs=filter_lecteurs_seance,
        invite="Une question avant la séance, une précision après\u00a0: dites ici, elles restent avec elle.",
    )
    record_echanges(
        "decision",
        page="gouvernance:decision_detail",
        filter_lecteurs=filter_lecteurs_decision,
        invite="Ce qui la rend difficile, ce qu’il faudrait pour la tenir\u00a0: dit ici, cela se relit avec elle.",
    )
    record_echanges("point_ordre_du_jour", filter_lecteurs=filter_lecteurs_point)
    record_echanges(TYPE_NOTE, page="gouvernance:note_detail", filter_lecteurs=filter_lecteurs_note)
    record_echanges(
        "instance",
        page="gouvernance:instance_detail",
        filter_lecteurs=filter_lecteurs_instance,
        is_secondaire=True,
    )
