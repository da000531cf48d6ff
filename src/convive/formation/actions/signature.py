"""A person signs for herself: on the tablet, on her phone or from her private link. Sent twice, a signature counts
once; sent late because of a network failure, it is still accepted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from convive.espaces.actions.lien_magique import compute_empreinte_adresse
from convive.espaces.actions.trace import record
from convive.espaces.models import SorteTentative, TentativeLien
from convive.espaces.selectors.lien_magique import is_visiteur_bloque
from convive.formation.actions.presence import clear_signature, lock_feuille
from convive.formation.models import DemiJournee, Emargement, Inscription, Intervenant
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import MAX_COURT
from convive.formation.rules.presence import (
    MoyenSignature,
    Presence,
    Signature,
    explain_trace,
    get_fenetre,
    get_instant_signe,
)
from convive.formation.selectors.presence import build_emargement, get_personne
from convive.journal.models import Geste
from convive.socle.uuids import parse_uuid


class TropDeSignatures(FormationRefusee):
    """Too many signatures from one network address in a few minutes; the device keeps them and sends them later."""


@transaction.atomic
def record_signature(
    *, demi_journee: DemiJournee, personne: UUID, signature: Signature, adresse_ip: str, now: datetime
) -> Emargement:
    """Save a signature; the same `cle` again returns the same row.

    Whoever signs counts as present, unless the team has recorded her as absent: both facts are then kept, and the team
    decides. A closed feuille accepts signatures that a device had kept, without changing presence. Raise
    FormationRefusee, with what to do.
    """
    feuille = lock_feuille(demi_journee)
    cle = parse_uuid(signature.cle)
    if cle is None:
        raise FormationRefusee("Cette signature est illisible\u00a0: recommencez-la.")
    if kept := Emargement.objects.filter(demi_journee=demi_journee, cle=cle).first():
        return kept
    _refuse_bloque(adresse_ip)
    fenetre = get_fenetre(demi_journee.date, demi_journee.debut, demi_journee.fin, now)
    signe_le = get_instant_signe(fenetre, feuille.rouverte_jusqu_a, signature.signe_le, now)
    # A signature made before the feuille was closed, and kept on a device, is accepted; a later one is not.
    is_apres = signe_le is not None and feuille.arretee_le is not None and signe_le > feuille.arretee_le
    if signe_le is None or is_apres:
        raise FormationRefusee("On ne signe plus, ou pas encore\u00a0: voyez la personne qui anime.")
    _refuse_signature(signature)
    qui = get_personne(demi_journee, personne)
    if qui is None:
        raise FormationRefusee("Votre nom n’est plus sur la liste\u00a0: voyez la personne qui anime.")
    emargement = _get_or_build(demi_journee, qui)
    if emargement.is_signe:
        raise FormationRefusee(f"{qui.nom} a déjà signé\u00a0: si ce n’est pas vous, dites-le à la personne qui anime.")
    emargement.moyen, emargement.trace = signature.moyen, signature.trace
    emargement.signature_texte = " ".join(signature.texte.split())
    emargement.signe_le, emargement.recu_le, emargement.cle = signe_le, now, cle
    if emargement.presence == Presence.INCONNUE and feuille.arretee_le is None:
        emargement.presence = Presence.PRESENT.value
    emargement.save()
    session = demi_journee.session
    record(None, Geste.SIGNER, session, session.espace, signature_de=qui.nom, demi_journee=str(demi_journee))
    return emargement


@transaction.atomic
def delete_sa_signature(*, demi_journee: DemiJournee, cle: str) -> bool:
    """« Ce n’est pas moi »: delete a signature by its key, known only to the device that signed, while the feuille is
    open."""
    feuille, uuid = lock_feuille(demi_journee), parse_uuid(cle)
    if uuid is None or feuille.arretee_le is not None:
        return False
    emargement = Emargement.objects.filter(demi_journee=demi_journee, cle=uuid).first()
    if emargement is None:
        return False
    if emargement.presence == Presence.PRESENT and not emargement.retard_minutes and not emargement.depart_minutes:
        emargement.presence = Presence.INCONNUE.value
    nom = str(emargement)
    clear_signature(emargement)
    session = demi_journee.session
    record(None, Geste.EFFACER, session, session.espace, signature_de=nom, demi_journee=str(demi_journee))
    return True


def _refuse_bloque(adresse_ip: str) -> None:
    empreinte = compute_empreinte_adresse(adresse_ip)
    if is_visiteur_bloque(None, empreinte):
        raise TropDeSignatures("Trop de signatures depuis ce réseau en quelques minutes\u00a0: attendez un peu.")
    TentativeLien.objects.create(sorte=SorteTentative.ENVOI, empreinte_adresse=empreinte)


def _refuse_signature(signature: Signature) -> None:
    if signature.moyen not in MoyenSignature or signature.moyen == MoyenSignature.PAPIER:
        raise FormationRefusee("Cette façon de signer n’existe pas.")
    if signature.trace:
        if refus := explain_trace(signature.trace):
            raise FormationRefusee(refus)
    elif not 2 <= len(signature.texte.strip()) <= MAX_COURT:
        raise FormationRefusee("Tracez votre signature, ou écrivez votre nom.")


def _get_or_build(demi_journee: DemiJournee, qui: Inscription | Intervenant) -> Emargement:
    field = "inscription" if isinstance(qui, Inscription) else "intervenant"
    kept = Emargement.objects.filter(demi_journee=demi_journee, **{field: qui}).first()
    return kept or build_emargement(demi_journee, qui)
