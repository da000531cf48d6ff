"""Create, change and sign a CTG. Every action writes the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.actions.etat import record_etat_signe
from convive.convention.actions.jalon import create_types_usuels
from convive.convention.actions.signataire import SaisieSignataire, add_signataire, record_signatures
from convive.convention.actions.verrou import lock_ctg, save_ctg
from convive.convention.models import Avenant, Ctg, PlanModifiablePar
from convive.convention.rules.ctg import ConventionRefusee, build_nom, list_contradictions
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.suppression import get_bilan_suppression
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import fold_nom
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieCtg:
    """What a form holds. Without a name, the CTG bears its years; without communes, it covers the whole espace."""

    date_debut: date
    date_fin: date
    nom: str = ""
    date_signature: date | None = None
    ctg_precedente: Ctg | None = None
    plan_modifiable_par: str = PlanModifiablePar.COPIL
    communes: frozenset[str] = frozenset()

    def get_valeurs(self) -> dict[str, Any]:
        return {
            "nom": self.nom or build_nom(self.date_debut, self.date_fin),
            "date_debut": self.date_debut,
            "date_fin": self.date_fin,
            "date_signature": self.date_signature,
            "ctg_precedente": self.ctg_precedente,
            "plan_modifiable_par": self.plan_modifiable_par,
            "communes": sorted(self.communes),
        }


@transaction.atomic
def create_ctg(*, by: Compte, espace: Espace, saisie: SaisieCtg, signataires: Iterable[SaisieSignataire] = ()) -> Ctg:
    """Record a CTG that is prepared, or that was signed long ago; its signatories with it.

    Raise ConventionRefusee for dates that contradict one another, and for a CTG that the espace has already.
    """
    refuse_espace_expire(Espace.objects.select_for_update().get(pk=espace.pk))
    valeurs = saisie.get_valeurs()
    _refuse(espace, saisie, valeurs["nom"])
    create_types_usuels(espace)
    ctg = Ctg.objects.create(espace=espace, **valeurs)
    noms = [str(add_signataire(by=by, ctg=ctg, saisie=signataire)) for signataire in signataires]
    if saisie.date_signature:
        record_signatures(ctg, None, saisie.date_signature)
    record(by, Geste.CREER, ctg, espace, signataires=noms)
    return ctg


@transaction.atomic
def update_ctg(*, by: Compte, ctg: Ctg, saisie: SaisieCtg, version: int) -> Ctg:
    """Change the dates, the name, the communes. Raise ConventionRefusee, or FicheChangee when someone else saved it."""
    current = lock_ctg(ctg)
    valeurs = saisie.get_valeurs()
    ecriture = Ecriture(current, Saisie(valeurs, version))
    if not ecriture.is_changee:
        return current
    _refuse(current.espace, saisie, valeurs["nom"], current)
    _refuse_contre_avenants(current, ecriture.champs)
    save_ecriture(ecriture, by=by)
    if "date_signature" in ecriture.champs and current.date_signature:
        record_signatures(current, None, current.date_signature)
        record_etat_signe(by=by, ctg=current)
    return current


@transaction.atomic
def sign_ctg(*, by: Compte, ctg: Ctg, date_signature: date) -> None:
    """Note that everyone has signed. The same day again changes nothing."""
    current = lock_ctg(ctg)
    if current.date_signature == date_signature:
        return
    saisie = SaisieCtg(current.date_debut, current.date_fin, date_signature=date_signature)
    _refuse(current.espace, saisie, current.nom, current)
    current.date_signature = date_signature
    save_ctg(current)
    record_signatures(current, None, date_signature)
    record(by, Geste.SIGNER, current, current.espace, date=date_signature.isoformat())
    record_etat_signe(by=by, ctg=current)


@transaction.atomic
def delete_ctg(*, by: Compte, dossier: DossierCtg) -> None:
    """Forget a CTG entered by mistake, with all that belongs to it. The journal keeps what it was and what went.

    Raise ConventionRefusee as long as something signed, attached, frozen, or the next CTG, depends on it. Done again,
    it changes nothing.
    """
    if not Ctg.objects.filter(pk=dossier.ctg.pk).exists():
        return
    ctg = lock_ctg(dossier.ctg)
    bilan = get_bilan_suppression(dossier)
    if bilan.obstacles:
        raise ConventionRefusee(*(obstacle.phrase for obstacle in bilan.obstacles))
    for avenant in dossier.avenants:
        record(by, Geste.EFFACER, avenant, ctg.espace)
    dates = {champ: valeur.isoformat() for champ in ("date_debut", "date_fin") if (valeur := getattr(ctg, champ))}
    record(by, Geste.EFFACER, ctg, ctg.espace, **dates, emporte=list(bilan.consequences))
    ctg.delete()


def _refuse(espace: Espace, saisie: SaisieCtg, nom: str, sauf: Ctg | None = None) -> None:
    precedente = saisie.ctg_precedente
    champs = list_contradictions(
        date_debut=saisie.date_debut,
        date_fin=saisie.date_fin,
        date_signature=saisie.date_signature,
        today=timezone.localdate(),
        fin_precedente=precedente.date_fin if precedente else None,
    )
    if precedente is not None and sauf is not None and precedente.pk == sauf.pk:
        champs["ctg_precedente"] = "Une CTG ne se suit pas elle-même."
    others = [other for other in Ctg.objects.filter(espace=espace) if other != sauf]
    if any(fold_nom(other.nom) == fold_nom(nom) for other in others):
        champs["nom"] = f"L’espace a déjà une « {nom} » : elle se modifie depuis sa page."
    if champs:
        raise ConventionRefusee(champs=champs)


def _refuse_contre_avenants(ctg: Ctg, changed: Iterable[str]) -> None:
    """What a signed avenant decided is not undone by correcting a date."""
    signed = list(Avenant.objects.filter(ctg=ctg, date_signature__isnull=False))
    champs = {}
    for champ, lu in (("date_fin", "date_fin"), ("communes", "communes")):
        by_avenant = [a for a in signed if getattr(a.lus, lu) is not None]
        if champ in changed and by_avenant:
            mots = "La date de fin" if champ == "date_fin" else "La liste des communes"
            champs[champ] = f"{mots} vient de l’avenant n° {by_avenant[-1].numero} : elle change par un autre avenant."
    if champs:
        raise ConventionRefusee(champs=champs)
