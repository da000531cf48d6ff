"""Who is expected at a séance, and who came. One tap twice is one tap. Every action writes the journal."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.rules import fold_email
from convive.gouvernance.actions.membre import attach_fiche
from convive.gouvernance.actions.seance import refuse_figee
from convive.gouvernance.actions.verrou import lock_seance
from convive.gouvernance.models import MembreInstance, ParticipantSeance, Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee, Siege
from convive.gouvernance.rules.seances import MoyenPresence, Presence, Reponse, StatutSeance, Touche
from convive.gouvernance.selectors.connus import find_connu
from convive.journal.models import Geste


@transaction.atomic
def create_participants(*, by: Compte, seance: Seance) -> int:
    """Those who hold a seat today and are not on the list yet; suppléant·es are offered apart. How many were added."""
    current = lock_seance(seance)
    refuse_figee(current)
    known = set(current.participants.filter(membre__isnull=False).values_list("membre", flat=True))
    titulaires = MembreInstance.objects.en_cours().filter(instance=current.instance_id, siege=Siege.TITULAIRE.value)
    rows = titulaires.exclude(pk__in=known).select_related("personne", "organisation")
    made = [_build_participant(current, membre) for membre in rows]
    ParticipantSeance.objects.bulk_create(made)
    if made:
        record(by, Geste.MODIFIER, current, current.espace, participants=len(made))
    return len(made)


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
    """A suppléant·e, or a guest who has no seat. Expected already, the same row is given back."""
    current = lock_seance(seance)
    refuse_figee(current)
    if membre is not None:
        if membre.instance_id != current.instance_id:
            raise GouvernanceRefusee("Ce siège est celui d’une autre instance.")
        former = current.participants.filter(membre=membre).first()
        participant = former or _build_participant(current, membre)
    else:
        if not nom.strip():
            raise GouvernanceRefusee(champs={"nom": "Donnez son nom."})
        former = current.participants.filter(membre__isnull=True, nom=nom, email=fold_email(email)).first()
        participant = former or ParticipantSeance(seance=current, nom=nom, qualite=qualite, email=fold_email(email))
    if former is None:
        participant.save(force_insert=True)
        record(by, Geste.MODIFIER, current, current.espace, participant=participant.nom)
    return participant


def update_adresses(seance: Seance) -> None:
    """Whoever was put on the list before her card had an address gets the one of today. The caller holds the séance and
    leaves the trace."""
    for participant in seance.participants.filter(email="").select_related("personne", "organisation"):
        fiche = participant.personne or participant.organisation
        if fiche and fiche.email:
            participant.email = fold_email(fiche.email)
            participant.save(update_fields=["email", "updated_at"])


@transaction.atomic
def attach_adresse(*, by: Compte, participant: ParticipantSeance) -> ParticipantSeance:
    """Give someone without an address that of the member of the espace who has her name, and her seat the card that
    bears it. Raise GouvernanceRefusee when nobody, or more than one, has this name."""
    seance = lock_seance(participant.seance)
    refuse_figee(seance)
    current = ParticipantSeance.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    connu = find_connu(seance.espace, current.nom)
    if current.email or connu is None:
        raise GouvernanceRefusee("Aucun membre de l’espace ne porte ce nom, ou cette personne a déjà une adresse.")
    current.email = fold_email(connu.email)
    current.personne = attach_fiche(by, seance.espace, connu, current.personne)
    current.save(update_fields=["email", "personne", "updated_at"])
    siege = current.membre
    assis = MembreInstance.objects.en_cours().filter(instance=seance.instance_id, personne=current.personne)
    if siege is not None and siege.personne_id is None and not assis.exists():
        siege.personne, siege.nom = current.personne, ""
        siege.save()
    record(by, Geste.MODIFIER, seance, seance.espace, adresse_de=current.nom)
    return current


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


def _build_participant(seance: Seance, membre: MembreInstance) -> ParticipantSeance:
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
