"""Name the signatories of a CTG, note their délibérations and their signatures. Every action writes the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.organisation import create_organisation
from convive.acteurs.models import Organisation, Personne
from convive.comptes.models import Compte
from convive.convention.actions.verrou import lock_ctg
from convive.convention.models import Avenant, Ctg, Deliberation, OrganeDeliberant, RoleSignataire, Signataire
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.rules.deliberations import list_contradictions
from convive.convention.selectors.signataire import build_tableau, list_signataires
from convive.documents.models import PieceJointe
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.actions.trace import record
from convive.journal.models import Geste

SOURCE = "Saisie de la CTG"


@dataclass(frozen=True, slots=True)
class SaisieSignataire:
    """What a form holds of a signatory: `organisation`, or the name and the type of one to add to the directory."""

    organisation: Organisation | None
    nom: str = ""
    type: str = ""
    role: str = RoleSignataire.CO_SIGNATAIRE
    representant_nom: str = ""
    representant_qualite: str = ""
    organe_deliberant: str = OrganeDeliberant.AUTRE
    numero: str = ""
    jour: date | None = None


@dataclass(frozen=True, slots=True)
class SaisieDeliberation:
    numero: str = ""
    jour: date | None = None
    date_signature: date | None = None
    piece: PieceJointe | None = None


@transaction.atomic
def create_signataire(*, by: Compte, ctg: Ctg, saisie: SaisieSignataire, avenant: Avenant | None = None) -> Signataire:
    """Add one. Raise ConventionRefusee when the organisation signs already."""
    ctg = lock_ctg(ctg)
    signataire = add_signataire(by=by, ctg=ctg, saisie=saisie, avenant=avenant)
    record(by, Geste.RATTACHER, ctg, ctg.espace, signataire=str(signataire))
    return signataire


def add_signataire(*, by: Compte, ctg: Ctg, saisie: SaisieSignataire, avenant: Avenant | None = None) -> Signataire:
    """Inside the transaction of the action that calls, which keeps the CTG and leaves the trace."""
    organisation = saisie.organisation
    if organisation is None:
        valeurs = {"nom": saisie.nom, "type": saisie.type, "source": SOURCE}
        organisation = create_organisation(by=by, espace=ctg.espace, saisie=Saisie(valeurs))
    elif Signataire.objects.filter(ctg=ctg, organisation=organisation, date_sortie__isnull=True).exists():
        raise ConventionRefusee(champs={"organisation": f"« {organisation} » est déjà signataire de cette CTG."})
    signataire = Signataire.objects.create(
        ctg=ctg,
        organisation=organisation,
        role=saisie.role,
        representant_nom=saisie.representant_nom,
        representant_qualite=saisie.representant_qualite,
        organe_deliberant=saisie.organe_deliberant,
        avenant_entree=avenant,
    )
    if saisie.numero or saisie.jour:
        refuse_dates(ctg, saisie.jour, None)
        Deliberation.objects.create(signataire=signataire, avenant=avenant, numero=saisie.numero, date=saisie.jour)
    return signataire


@transaction.atomic
def update_signataire(
    *, by: Compte, signataire: Signataire, saisie: SaisieSignataire, representant_actuel: Personne | None
) -> None:
    """Change a role, a representative, an assembly; the organisation stays."""
    ctg = lock_ctg(signataire.ctg)
    current = Signataire.objects.filter(pk=signataire.pk).select_related("organisation").first()
    if current is None:
        raise ConventionRefusee("Ce signataire vient d’être retiré.")
    valeurs = {
        "role": saisie.role,
        "representant_nom": saisie.representant_nom,
        "representant_qualite": saisie.representant_qualite,
        "organe_deliberant": saisie.organe_deliberant,
        "representant_actuel": representant_actuel,
    }
    changed = [champ for champ, valeur in valeurs.items() if getattr(current, champ) != valeur]
    if not changed:
        return
    for champ in changed:
        setattr(current, champ, valeurs[champ])
    current.save()
    record(by, Geste.MODIFIER, ctg, ctg.espace, signataire=str(current), champs=changed)


@transaction.atomic
def delete_signataire(*, by: Compte, signataire: Signataire) -> None:
    """Take away one who has not signed yet. Raise ConventionRefusee for one who has: it leaves by an avenant."""
    ctg = lock_ctg(signataire.ctg)
    rows = Signataire.objects.filter(pk=signataire.pk).select_related("avenant_entree", "organisation")
    current = rows.first()
    if current is None:
        return
    has_signed = Deliberation.objects.filter(signataire=current, date_signature__isnull=False).exists()
    if has_signed or (ctg.date_signature is not None and current.avenant_entree is None):
        raise ConventionRefusee(f"« {current} » a signé la convention : il la quitte par un avenant de retrait.")
    if current.avenant_entree is not None:
        raise ConventionRefusee(
            f"« {current} » rejoint la convention par l’avenant n° {current.avenant_entree.numero} : "
            "c’est ce projet d’avenant qui se supprime."
        )
    record(by, Geste.DETACHER, ctg, ctg.espace, signataire=str(current))
    current.delete()


@transaction.atomic
def update_deliberation(
    *, by: Compte, signataire: Signataire, avenant: Avenant | None, saisie: SaisieDeliberation
) -> Deliberation:
    """Note what a signatory did for one act; the same again changes nothing. Raise ConventionRefusee for dates that
    cannot be."""
    ctg = lock_ctg(signataire.ctg)
    refuse_dates(ctg, saisie.jour, saisie.date_signature, avenant)
    deliberation, is_new = Deliberation.objects.get_or_create(signataire=signataire, avenant=avenant)
    valeurs = {
        "numero": saisie.numero,
        "date": saisie.jour,
        "date_signature": saisie.date_signature,
        "piece": saisie.piece,
    }
    if not is_new and all(getattr(deliberation, champ) == valeur for champ, valeur in valeurs.items()):
        return deliberation
    for champ, valeur in valeurs.items():
        setattr(deliberation, champ, valeur)
    deliberation.save()
    objet = avenant or ctg
    geste = Geste.SIGNER if saisie.date_signature else Geste.MODIFIER
    record(by, geste, objet, ctg.espace, signataire=str(signataire), numero=saisie.numero)
    return deliberation


def refuse_dates(ctg: Ctg, day: date | None, signature: date | None, avenant: Avenant | None = None) -> None:
    """Raise ConventionRefusee for a délibération or a signature that cannot have happened on that day."""
    # A prorogation is signed before the end that it moves, and the end that counts is then the former one.
    fin = (avenant.lus.avant_date_fin if avenant else None) or ctg.date_fin
    today = timezone.localdate()
    if champs := list_contradictions(date_deliberation=day, date_signature=signature, fin=fin, today=today):
        raise ConventionRefusee(champs=champs)


def record_signatures(ctg: Ctg, avenant: Avenant | None, day: date) -> None:
    """Say of each signatory whose signature was awaited that it signed that day; inside a transaction."""
    attendus: Iterable[Signataire] = [
        ligne.signataire for ligne in build_tableau(list_signataires(ctg), avenant).attendus
    ]
    for signataire in attendus:
        Deliberation.objects.update_or_create(signataire=signataire, avenant=avenant, defaults={"date_signature": day})
