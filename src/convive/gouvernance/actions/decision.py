"""Record a decision, follow it. The journal is written."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne
from convive.comptes.models import Compte
from convive.convention.models import Deliberation
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.gouvernance.actions.verrou import lock_decision, lock_seance_decision
from convive.gouvernance.models import CibleDecision, Decision, Instance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.decisions import (
    AU_COMPTE_RENDU,
    CHAMPS_FIGES,
    FIGEE,
    FaitsDecision,
    ModeDecision,
    StatutDecision,
    TypeDecision,
    explain_decision,
)
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.journal.models import Geste
from convive.socle.objets import Reference


@dataclass(frozen=True, slots=True)
class SaisieDecision:
    """`date` is that of the séance when it has one; `cibles` are what it is about."""

    libelle: str
    date: datetime.date
    type: str = TypeDecision.VALIDATION.value
    mode: str = ModeDecision.CONSENSUS.value
    voix_pour: int | None = None
    voix_contre: int | None = None
    voix_abstention: int | None = None
    responsable: Personne | None = None
    organisation_responsable: Organisation | None = None
    responsable_texte: str = ""
    echeance: datetime.date | None = None
    statut: str = StatutDecision.A_FAIRE.value
    cout_euros: int | None = None
    motif: str = ""
    executee_le: datetime.date | None = None
    prochaine_revue: datetime.date | None = None
    deliberation: Deliberation | None = None
    cibles: tuple[Reference, ...] = field(default=())

    @property
    def faits(self) -> FaitsDecision:
        return FaitsDecision(
            libelle=self.libelle,
            mode=self.mode,
            has_responsable=bool(self.responsable or self.organisation_responsable or self.responsable_texte),
            echeance=self.echeance,
            voix=(self.voix_pour, self.voix_contre, self.voix_abstention),
            statut=self.statut,
            motif=self.motif,
            executee_le=self.executee_le,
        )

    def get_valeurs(self) -> dict[str, Any]:
        return {nom: getattr(self, nom) for nom in self.__slots__ if nom != "cibles"}


@transaction.atomic
def create_decision(
    *,
    by: Compte,
    espace: Espace,
    saisie: SaisieDecision,
    instance: Instance | None = None,
    seance: Seance | None = None,
    point: PointOrdreDuJour | None = None,
) -> Decision:
    """Record a decision, with the next number of its year. Raise GouvernanceRefusee.

    A missing responsable or échéance is no refusal here: the closing of the séance asks for them.
    """
    # The numbers of an espace follow one another: they are given one at a time.
    espace = lock_espace(espace)
    _refuse(espace, saisie)
    if seance is not None:
        instance = seance.instance
    annee = saisie.date.year
    dernier = Decision.objects.filter(espace=espace, annee=annee).aggregate(n=Max("numero"))["n"]
    decision = Decision.objects.create(
        espace=espace,
        instance=instance,
        seance=seance,
        point=point,
        annee=annee,
        numero=(dernier or 0) + 1,
        created_by=by,
        **saisie.get_valeurs(),
    )
    _set_cibles(decision, saisie.cibles)
    record(by, Geste.CREER, decision, espace)
    return decision


@dataclass(frozen=True, slots=True)
class CadreDecision:
    """Who took it: a séance, a body between two of them, or nobody in particular."""

    instance: Instance | None = None
    seance: Seance | None = None


@transaction.atomic
def update_decision(
    *, by: Compte, decision: Decision, saisie: SaisieDecision, version: int, cadre: CadreDecision | None = None
) -> Decision:
    """Change a decision: it keeps its number. The same again changes nothing; without `cadre`, it stays where it is.

    Raise FicheChangee, GouvernanceRefusee for what closed minutes hold. While the séance lasts, its line of the
    minutes follows.
    """
    seance = lock_seance_decision(decision)
    current = lock_decision(decision)
    current.seance = seance
    is_figee = current.is_figee
    ecriture = Ecriture(current, Saisie(saisie.get_valeurs() | _get_cadre(current, cadre), version))
    if set(saisie.cibles) != {cible.reference for cible in current.cibles.all()}:
        ecriture.add("cibles")
    if not ecriture.is_changee:
        return current
    _refuse(current.espace, saisie)
    refuse_figes(current, ecriture.champs, is_figee=is_figee)
    save_ecriture(ecriture, by=by)
    _set_cibles(current, saisie.cibles)
    if "libelle" in ecriture.champs:
        current.lignes.filter(seance__statut=StatutSeance.EN_COURS.value).update(
            texte=current.libelle, version=F("version") + 1, updated_at=timezone.now()
        )
    return current


@transaction.atomic
def update_statut_decision(*, by: Compte, decision: Decision, statut: str, motif: str = "") -> Decision:
    """Say where it is; done, it bears the day. Already there, nothing changes."""
    current = lock_decision(decision)
    if current.statut == statut:
        return current
    executee_le = timezone.localdate() if statut == StatutDecision.FAITE else None
    faits = FaitsDecision(
        libelle=current.libelle,
        mode=current.mode,
        voix=current.faits.voix,
        statut=statut,
        motif=motif,
        executee_le=executee_le,
    )
    champs = explain_decision(faits)
    if statut not in StatutDecision:
        champs["statut"] = "Cet état n’existe pas."
    if champs:
        raise GouvernanceRefusee(champs=champs)
    de, current.statut, current.executee_le = current.statut, statut, executee_le
    current.motif = motif or current.motif
    current.version += 1
    current.save()
    geste = Geste.CLORE if statut in (StatutDecision.FAITE, StatutDecision.CADUQUE) else Geste.MODIFIER
    record(by, geste, current, current.espace, de=de, vers=statut, motif=motif)
    return current


def refuse_figes(decision: Decision, changed: Iterable[str], *, is_figee: bool) -> None:
    """Raise GouvernanceRefusee when one of these columns is held by closed minutes, or by a line of open ones.
    `is_figee` is what the decision was before it changed."""
    moved = {"instance", "seance"} & set(changed)
    champs = {champ: FIGEE for champ in changed if champ in CHAMPS_FIGES} if is_figee else {}
    if moved and (is_figee or decision.lignes.exists()):
        champs["cadre"] = FIGEE if is_figee else AU_COMPTE_RENDU
    if champs:
        raise GouvernanceRefusee(champs=champs)


def _get_cadre(decision: Decision, cadre: CadreDecision | None) -> dict[str, Any]:
    """The columns that say who took it; a point of the agenda is left with its séance."""
    if cadre is None or (cadre.seance == decision.seance and cadre.seance is not None):
        return {}
    instance = cadre.seance.instance if cadre.seance is not None else cadre.instance
    return {"instance": instance, "seance": cadre.seance, "point": None}


def _set_cibles(decision: Decision, cibles: Iterable[Reference]) -> None:
    wanted = list(dict.fromkeys(cibles))
    for cible in decision.cibles.all():
        if cible.reference not in wanted:
            cible.delete()
    known = {cible.reference for cible in decision.cibles.all()}
    for reference in wanted:
        if reference not in known:
            CibleDecision.objects.create(
                decision=decision, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid
            )


def _refuse(espace: Espace, saisie: SaisieDecision) -> None:
    champs = explain_decision(saisie.faits)
    if saisie.type not in TypeDecision:
        champs["type"] = "Choisissez un type de décision."
    if saisie.mode not in ModeDecision:
        champs["mode"] = "Choisissez comment elle a été prise."
    if saisie.statut not in StatutDecision:
        champs["statut"] = "Cet état n’existe pas."
    espaces = {row.espace_id for row in (saisie.responsable, saisie.organisation_responsable) if row is not None}
    if espaces - {espace.pk}:
        champs["responsable"] = "Cette personne ou cette organisation n’est pas de l’annuaire de l’espace."
    if champs:
        raise GouvernanceRefusee(champs=champs)
