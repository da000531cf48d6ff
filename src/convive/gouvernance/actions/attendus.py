"""Who is expected at a séance because she holds a seat. The caller holds the séance and leaves the trace."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from convive.acteurs.rules.noms import fold_personne
from convive.espaces.rules import fold_email
from convive.gouvernance.models import MembreInstance, ParticipantSeance, Seance
from convive.gouvernance.rules.instances import Siege
from convive.gouvernance.rules.seances import Presence, Reponse, StatutSeance


def add_titulaires(seance: Seance) -> int:
    """Those who hold a seat today and are not on the list yet: how many were added."""
    lignes = list(seance.participants.all())
    known = [ligne.membre_id for ligne in lignes if ligne.membre_id]
    titulaires = MembreInstance.objects.en_cours().filter(instance=seance.instance_id, siege=Siege.TITULAIRE.value)
    made = []
    for membre in titulaires.exclude(pk__in=known).select_related("personne", "organisation"):
        assise = build_participant(seance, membre)
        if not join_participant(assise, lignes):
            made.append(assise)
    ParticipantSeance.objects.bulk_create(made)
    return len(made)


def drop_attendu(membre: MembreInstance, today: date) -> None:
    """Whose seat has an end is no more expected after it at the séances that are not convened yet. Whoever answered
    stays on the list."""
    if membre.date_fin is None:
        return
    apres = Q(seance__date__gte=membre.date_fin)
    if membre.date_fin <= today:
        apres |= Q(seance__date__isnull=True)
    ParticipantSeance.objects.filter(
        apres,
        membre=membre,
        seance__statut=StatutSeance.BROUILLON.value,
        reponse=Reponse.EN_ATTENTE.value,
        presence=Presence.INCONNUE.value,
    ).delete()


def build_participant(seance: Seance, membre: MembreInstance) -> ParticipantSeance:
    personne, organisation = membre.personne, membre.organisation
    email = (personne.email if personne else "") or (organisation.email if organisation and not personne else "")
    qualite = membre.qualite or (str(organisation) if organisation and personne else "")
    return ParticipantSeance(
        seance=seance,
        membre=membre,
        personne=personne,
        organisation=organisation,
        nom=str(membre),
        qualite=qualite,
        email=fold_email(email) if email else "",
    )


def join_participant(attendue: ParticipantSeance, lignes: Iterable[ParticipantSeance]) -> ParticipantSeance | None:
    """The line of the list that is already about this person, which takes what it lacked; None when there is none. The
    same name and no other address is the same person, unless she has two seats."""
    qui = fold_personne("", attendue.nom)
    for ligne in lignes:
        if fold_personne("", ligne.nom) != qui or (ligne.email and attendue.email and ligne.email != attendue.email):
            continue
        if ligne.membre_id and attendue.membre_id:
            continue
        for champ in ("membre", "personne", "organisation", "qualite", "email"):
            if not getattr(ligne, champ):
                setattr(ligne, champ, getattr(attendue, champ))
        ligne.save()
        return ligne
    return None
