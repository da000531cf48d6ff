"""Who is expected at a séance, and who came. One tap twice is one tap. Every action writes the journal."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.rules import fold_email
from convive.gouvernance.actions.attendus import add_titulaires, build_participant, join_participant
from convive.gouvernance.actions.fiche import attach_email, attach_fiche
from convive.gouvernance.actions.seance import refuse_figee
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import MembreInstance, ParticipantSeance, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import MoyenPresence, Presence, Reponse, StatutSeance, Touche
from convive.gouvernance.selectors.connus import Connu, find_connu
from convive.journal.models import Geste


@transaction.atomic
def create_participants(*, by: Compte, seance: Seance) -> int:
    """Those who hold a seat today and are not on the list yet; suppléant·es are offered apart. How many were added."""
    current = lock_seance(seance)
    refuse_figee(current)
    made = add_titulaires(current)
    if made:
        record(by, Geste.MODIFIER, current, current.espace, participants=made)
    return made


@transaction.atomic
def create_participant(
    *,
    by: Compte,
    seance: Seance,
    membre: MembreInstance | None = None,
    nom: str = "",
    qualite: str = "",
    email: str = "",
) -> ParticipantSeance:
    """A suppléant·e, or a guest who has no seat. Expected already, her row is given back, with what it did not have."""
    current = lock_seance(seance)
    refuse_figee(current)
    if membre is not None:
        if membre.instance_id != current.instance_id:
            raise GouvernanceRefusee("Ce siège est celui d’une autre instance.")
        if former := current.participants.filter(membre=membre).first():
            return former
        participant = build_participant(current, membre)
    else:
        if not nom.strip():
            raise GouvernanceRefusee(champs={"nom": "Donnez son nom."})
        participant = ParticipantSeance(seance=current, nom=nom, qualite=qualite, email=fold_email(email))
    if former := join_participant(participant, current.participants.all()):
        return former
    participant.save(force_insert=True)
    record(by, Geste.MODIFIER, current, current.espace, participant=participant.nom)
    return participant


def update_adresses(seance: Seance, connus: Sequence[Connu] = ()) -> None:
    """Whoever was put on the list before her card had an address, or her seat a card, gets the one of today. The caller
    holds the séance and leaves the trace. With `connus`, a person whose card has none gets that of
    the only one who has her name."""
    rows = seance.participants.filter(email="").select_related("personne", "organisation", "membre__personne")
    for participant in rows:
        personne = participant.personne or (participant.membre.personne if participant.membre else None)
        fiche = personne or participant.organisation
        email = fiche.email if fiche else ""
        if not email and connus and (connu := find_connu(seance.espace, participant.nom, connus)):
            email = connu.email
        if email:
            participant.email, participant.personne = fold_email(email), personne
            participant.save(update_fields=["email", "personne", "updated_at"])


@transaction.atomic
def attach_adresse(*, by: Compte, participant: ParticipantSeance, email: str = "") -> ParticipantSeance:
    """Give someone without an address the one that was typed, or that of the member of the espace who has her name; the
    directory keeps it, and her seat gets the card. Raise GouvernanceRefusee when nobody, or more than one, has this
    name, or when the address is someone else’s."""
    seance = lock_seance(participant.seance)
    refuse_figee(seance)
    current = ParticipantSeance.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if current.email:
        raise GouvernanceRefusee(f"{current.nom} a déjà une adresse.")
    current.email = fold_email(email)
    fiche = _keep_email(by, seance, current) if email else _keep_connu(by, seance, current)
    current.personne = fiche
    current.save(update_fields=["email", "personne", "updated_at"])
    siege = current.membre
    assis = MembreInstance.objects.en_cours().filter(instance=seance.instance_id, personne=fiche)
    if fiche is not None and siege is not None and siege.personne_id is None and not assis.exists():
        siege.personne, siege.nom = fiche, ""
        siege.save()
    record(by, Geste.MODIFIER, seance, seance.espace, adresse_de=current.nom)
    return current


def _keep_email(by: Compte, seance: Seance, current: ParticipantSeance) -> Personne | None:
    """The card that keeps the address of `current`; None when that of her organisation does."""
    organisation = current.organisation
    nom = "" if organisation is not None and current.nom == str(organisation) else current.nom
    return attach_email(by, seance.espace, current.email, nom=nom, personne=current.personne, organisation=organisation)


def _keep_connu(by: Compte, seance: Seance, current: ParticipantSeance) -> Personne:
    connu = find_connu(seance.espace, current.nom)
    if connu is None:
        raise GouvernanceRefusee("Aucun membre de l’espace ne porte ce nom, ou plusieurs le portent.")
    current.email = fold_email(connu.email)
    return attach_fiche(by, seance.espace, connu, current.personne)


@transaction.atomic
def delete_participant(*, by: Compte, participant: ParticipantSeance) -> None:
    """Expect someone no more, before the séance; whoever answered stays, and says that she is excused."""
    current = lock_seance(participant.seance)
    refuse_figee(current)
    found = ParticipantSeance.objects.filter(pk=participant.pk).first()
    if found is None:
        return
    if found.reponse != Reponse.EN_ATTENTE or found.presence != Presence.INCONNUE:
        raise GouvernanceRefusee("Cette personne a répondu, ou a été pointée\u00a0: elle reste dans la liste.")
    found.delete()
    record(by, Geste.MODIFIER, current, current.espace, participant_retire=found.nom)


@transaction.atomic
def update_presences(
    *,
    by: Compte | None,
    seance: Seance,
    presences: Mapping[UUID, str],
    moyen: str = MoyenPresence.LISTE.value,
    representants: Mapping[UUID, str] | None = None,
    touche: Touche | None = None,
) -> int:
    """Say who is there; what is already said changes nothing. `by` None is someone who ticked her own name. A `touche`
    that a later one of the same page was kept before is too late: it changes nothing either.

    Returns how many changed. Raise GouvernanceRefusee when the séance has not begun or is closed.
    """
    current = lock_seance(seance)
    if current.statut != StatutSeance.EN_COURS:
        raise GouvernanceRefusee("On pointe les présences pendant la séance\u00a0: ouvrez-la d’abord.")
    changed = 0
    for participant in current.participants.filter(pk__in=presences):
        presence = presences[participant.pk]
        if presence not in Presence:
            raise GouvernanceRefusee("Cette présence n’existe pas.")
        if touche and touche.is_depassee(participant.pointage_page, participant.pointage_rang):
            continue
        if touche:
            participant.pointage_page, participant.pointage_rang = touche.page, touche.rang
            participant.save(update_fields=["pointage_page", "pointage_rang"])
        par = (representants or {}).get(participant.pk, participant.represente_par)
        if (participant.presence, participant.represente_par) == (presence, par):
            continue
        participant.presence, participant.moyen, participant.represente_par = presence, moyen, par
        participant.arrive_le = timezone.now() if presence == Presence.PRESENT else None
        participant.save(update_fields=["presence", "moyen", "represente_par", "arrive_le", "updated_at"])
        changed += 1
    if changed:
        record(by, Geste.MODIFIER, current, current.espace, presences=changed, moyen=moyen)
    return changed


@transaction.atomic
def update_presences_annoncees(*, by: Compte, seance: Seance) -> int:
    """Note those who answered as they said they would be; who is noted already stays so. How many."""
    current = lock_seance(seance)
    attendus = current.participants.filter(presence=Presence.INCONNUE.value).exclude(reponse=Reponse.EN_ATTENTE.value)
    # What one says one will do has the same values as what one did.
    return update_presences(by=by, seance=current, presences=dict(attendus.values_list("pk", "reponse")))
