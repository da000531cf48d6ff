"""Write an avenant, sign it, come back on it. Nothing changes in the CTG before the signature is noted.

Every action writes the journal.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.actions.etat import record_etat_signe
from convive.convention.actions.signataire import SaisieSignataire, add_signataire, record_signatures
from convive.convention.actions.verrou import lock_ctg, save_ctg
from convive.convention.models import Avenant, Ctg, Deliberation, Signataire
from convive.convention.rules.avenants import (
    Changements,
    Nature,
    SaisieAvenant,
    explain_apres_la_fin,
    get_date_sortie,
    is_apres_la_fin,
    list_contradictions,
)
from convive.convention.rules.ctg import ConventionRefusee
from convive.espaces.actions.ecriture import FicheChangee
from convive.espaces.actions.trace import record
from convive.journal.models import Geste


class ApresLaFin(ConventionRefusee):
    """An avenant that comes once the convention is over; the page gives the ways out."""


@dataclass(frozen=True, slots=True)
class ContenuAvenant:
    """What a form holds. `communes` are all those after the avenant, None when they do not change.

    `entrant` joins by it, `sortant` leaves by it.
    """

    saisie: SaisieAvenant
    objet: str
    numero: int | None = None
    texte: str = ""
    texte_avant: str = ""
    texte_apres: str = ""
    communes: frozenset[str] | None = None
    entrant: SaisieSignataire | None = None
    sortant: Signataire | None = None


@transaction.atomic
def create_avenant(*, by: Compte, ctg: Ctg, contenu: ContenuAvenant) -> Avenant:
    """Record a project, or an avenant already signed. Raise ConventionRefusee, or ApresLaFin."""
    ctg = lock_ctg(ctg)
    _refuse(ctg, contenu.saisie)
    last = Avenant.objects.filter(ctg=ctg).aggregate(last=Max("numero"))["last"] or 0
    avenant = Avenant(espace=ctg.espace, ctg=ctg, numero=contenu.numero or last + 1)
    _refuse_numero(avenant)
    _write(avenant, contenu)
    if contenu.entrant:
        add_signataire(by=by, ctg=ctg, saisie=contenu.entrant, avenant=avenant)
    _write_sortant(avenant, contenu.sortant)
    record(by, Geste.CREER, avenant, ctg.espace, nature=avenant.nature)
    if contenu.saisie.date_signature:
        _apply(by, avenant, ctg, contenu.saisie.date_signature)
    return avenant


@transaction.atomic
def update_avenant(*, by: Compte, avenant: Avenant, contenu: ContenuAvenant, version: int) -> None:
    """Change a project; who joins by it is changed on the page of this signatory. Raise ConventionRefusee,
    FicheChangee when someone else saved it meanwhile."""
    ctg = lock_ctg(avenant.ctg)
    current = _lock(avenant)
    if current.version != version:
        raise FicheChangee(current)
    _refuse(ctg, contenu.saisie)
    current.numero = contenu.numero or current.numero
    _refuse_numero(current)
    _write(current, contenu)
    _write_sortant(current, contenu.sortant)
    record(by, Geste.MODIFIER, current, ctg.espace)
    if contenu.saisie.date_signature:
        _apply(by, current, ctg, contenu.saisie.date_signature)


@transaction.atomic
def sign_avenant(*, by: Compte, avenant: Avenant, date_signature: date) -> None:
    """Note that everyone has signed: the CTG changes. Raise ConventionRefusee, or ApresLaFin."""
    ctg = lock_ctg(avenant.ctg)
    current = _lock(avenant)
    saisie = SaisieAvenant(Nature(current.nature), current.date_effet, date_signature, current.lus.date_fin)
    _refuse(ctg, saisie)
    _apply(by, current, ctg, date_signature)


@transaction.atomic
def reopen_avenant(*, by: Compte, avenant: Avenant) -> None:
    """Take back a signature noted by mistake: the CTG is again as before. Only the last signed one goes back."""
    ctg = lock_ctg(avenant.ctg)
    signed = list(Avenant.objects.select_for_update().filter(ctg=ctg, date_signature__isnull=False).order_by("numero"))
    if not signed or signed[-1].pk != avenant.pk:
        raise ConventionRefusee("Seul le dernier avenant signé redevient un projet : les suivants partent de lui.")
    current = signed[-1]
    lus = current.lus
    if lus.avant_date_fin is not None:
        ctg.date_fin = lus.avant_date_fin
    if lus.avant_communes is not None:
        ctg.communes = list(lus.avant_communes)
    save_ctg(ctg)
    Signataire.objects.filter(avenant_sortie=current).update(date_sortie=None)
    Deliberation.objects.filter(avenant=current, date_signature=current.date_signature).update(date_signature=None)
    current.date_signature = None
    current.changements = replace(lus, avant_date_fin=None, avant_communes=None).dump()
    _save(current)
    record(by, Geste.ROUVRIR, current, ctg.espace)


@transaction.atomic
def delete_avenant(*, by: Compte, avenant: Avenant) -> None:
    """Forget a project, with the signatory that it would have brought. Raise ConventionRefusee once it is signed."""
    ctg = lock_ctg(avenant.ctg)
    current = _lock(avenant)
    record(by, Geste.SUPPRIMER, current, ctg.espace)
    current.delete()


def _lock(avenant: Avenant) -> Avenant:
    current = Avenant.objects.select_for_update().filter(pk=avenant.pk).first()
    if current is None:
        raise ConventionRefusee("Cet avenant vient d’être supprimé.")
    if current.date_signature is not None:
        raise ConventionRefusee(f"L’avenant n° {current.numero} est signé : il ne change plus. Un autre le corrige.")
    return current


def _refuse(ctg: Ctg, saisie: SaisieAvenant) -> None:
    if is_apres_la_fin(saisie, ctg.date_fin):
        raise ApresLaFin(explain_apres_la_fin(ctg.date_fin))
    champs = list_contradictions(
        saisie,
        date_debut=ctg.date_debut,
        date_fin=ctg.date_fin,
        signature_ctg=ctg.date_signature,
        today=timezone.localdate(),
    )
    if champs:
        raise ConventionRefusee(champs=champs)


def _refuse_numero(avenant: Avenant) -> None:
    if Avenant.objects.filter(ctg=avenant.ctg_id, numero=avenant.numero).exclude(pk=avenant.pk).exists():
        raise ConventionRefusee(champs={"numero": f"La convention a déjà un avenant n° {avenant.numero}."})


def _write(avenant: Avenant, contenu: ContenuAvenant) -> None:
    saisie = contenu.saisie
    communes = None if contenu.communes is None else tuple(sorted(contenu.communes))
    avenant.objet, avenant.nature, avenant.texte = contenu.objet, saisie.nature.value, contenu.texte
    avenant.date_effet = saisie.date_effet
    avenant.changements = Changements(saisie.nouvelle_fin, communes, contenu.texte_avant, contenu.texte_apres).dump()
    _save(avenant)


def _write_sortant(avenant: Avenant, sortant: Signataire | None) -> None:
    Signataire.objects.filter(avenant_sortie=avenant).update(avenant_sortie=None)
    if sortant is not None:
        Signataire.objects.filter(pk=sortant.pk).update(avenant_sortie=avenant)


def _save(avenant: Avenant) -> None:
    if not avenant._state.adding:
        avenant.version += 1
    avenant.save()


def _apply(by: Compte, avenant: Avenant, ctg: Ctg, date_signature: date) -> None:
    """What the signature changes, with what it replaces kept beside."""
    lus = avenant.lus
    if (fin := lus.date_fin) is not None:
        lus = replace(lus, avant_date_fin=ctg.date_fin)
        ctg.date_fin = fin
    if (communes := lus.communes) is not None:
        lus = replace(lus, avant_communes=tuple(ctg.communes))
        ctg.communes = list(communes)
    avenant.changements, avenant.date_signature = lus.dump(), date_signature
    _save(avenant)
    save_ctg(ctg)
    record_signatures(ctg, avenant, date_signature)
    Signataire.objects.filter(avenant_sortie=avenant).update(date_sortie=get_date_sortie(avenant.date_effet))
    record(by, Geste.SIGNER, avenant, ctg.espace, date=date_signature.isoformat())
    record_etat_signe(by=by, ctg=ctg, avenant=avenant)
