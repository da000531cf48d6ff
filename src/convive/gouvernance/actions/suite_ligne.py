"""What is to be done after a séance: who does it and by when, then its place in the plan. The journal is written."""

from datetime import date
from typing import Any

from django.db import transaction

from convive.acteurs.models import Personne
from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.ligne import refuse_fermee
from convive.gouvernance.actions.verrou import CHANGEE, lock_seance
from convive.gouvernance.models import LigneSeance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import SorteLigne
from convive.journal.models import Geste
from convive.plan_action.actions.arbre import create_fiche
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.lignes import SaisieLigne as SaisieEtape
from convive.plan_action.actions.lignes import update_lignes
from convive.plan_action.models import EtapeFiche, FicheAction
from convive.plan_action.rules.controle import explain_calendrier, explain_echeance
from convive.plan_action.rules.plan import MAX_TEXTE_COURT, MAX_TITRE
from convive.plan_action.rules.sections import Cle
from convive.socle.formats import cut

PAS_UNE_ACTION = "Cette ligne n’est pas une action\u00a0: changez d’abord sa nature."


@transaction.atomic
def update_suite_ligne(
    *,
    by: Compte,
    ligne: LigneSeance,
    responsable: Personne | None,
    responsable_texte: str,
    echeance: date | None,
    version: int,
) -> LigneSeance:
    """Say who does it and by when, while the minutes are open. The same again changes nothing."""
    seance = lock_seance(ligne.seance)
    current = _lock(ligne)
    valeurs: dict[str, Any] = {
        "responsable": responsable,
        "responsable_texte": "" if responsable else responsable_texte,
        "echeance": echeance,
    }
    if all(getattr(current, champ) == valeur for champ, valeur in valeurs.items()):
        return current
    refuse_fermee(seance)
    if responsable is not None and responsable.espace_id != seance.espace_id:
        raise GouvernanceRefusee(champs={"responsable": "Cette personne n’est pas de l’annuaire de l’espace."})
    if version != current.version:
        raise GouvernanceRefusee(CHANGEE)
    for champ, valeur in valeurs.items():
        setattr(current, champ, valeur)
    current.version += 1
    current.save()
    record(by, Geste.MODIFIER, seance, seance.espace, ligne_changee=current.sorte, champs=sorted(valeurs))
    return current


@transaction.atomic
def attach_ligne(*, by: Compte, ligne: LigneSeance, ctg: Ctg, fiche: FicheAction | None) -> LigneSeance:
    """Put it in the plan: a step of `fiche`, or a new action to prepare. In the plan already, nothing changes.

    Raise GouvernanceRefusee for a date that the plan cannot hold: nothing is written then.
    """
    seance = lock_seance(ligne.seance)
    current = _lock(ligne)
    if current.is_au_plan:
        return current
    if fiche is None:
        current.fiche = _create_fiche(by, current, ctg)
    else:
        current.etape = _create_etape(by, current, fiche)
    current.save(update_fields=["fiche", "etape", "updated_at"])
    record(by, Geste.RATTACHER, seance, seance.espace, ligne=cut(current.texte, 200), plan=str(fiche or current.fiche))
    return current


def _create_fiche(by: Compte, ligne: LigneSeance, ctg: Ctg) -> FicheAction:
    errors = explain_calendrier(debut=None, fin=ligne.echeance, ctg_debut=ctg.date_debut, ctg_fin=ctg.date_fin)
    if errors:
        raise GouvernanceRefusee(*errors.values())
    fiche = create_fiche(by=by, ctg=ctg, titre=cut(ligne.texte, MAX_TITRE))
    fiche.description, fiche.date_fin = ligne.texte, ligne.echeance
    fiche.save()
    if ligne.responsable is not None:
        fiche.pilotes.add(ligne.responsable)
    update_calculs([fiche.pk])
    return fiche


def _create_etape(by: Compte, ligne: LigneSeance, fiche: FicheAction) -> EtapeFiche:
    refus = explain_echeance(
        ligne.echeance, fin=fiche.date_fin, ctg_debut=fiche.ctg.date_debut, ctg_fin=fiche.ctg.date_fin
    )
    if refus:
        raise GouvernanceRefusee(refus)
    made: list[EtapeFiche] = []

    def keep(row: EtapeFiche, _saisie: SaisieEtape) -> bool:
        made.append(row)
        return False

    saisie = SaisieEtape(
        {
            "libelle": cut(ligne.texte, MAX_TEXTE_COURT),
            "ordre": fiche.etapes.count(),
            "echeance": ligne.echeance,
            "responsable_id": ligne.responsable_id,
            "responsable_texte": ligne.responsable_texte,
        }
    )
    update_lignes(by=by, fiche=fiche, section=Cle.ETAPES, modele=EtapeFiche, saisies=[saisie], finish=keep)
    return made[0]


def _lock(ligne: LigneSeance) -> LigneSeance:
    found = LigneSeance.objects.select_for_update(of=("self",)).filter(pk=ligne.pk).first()
    if found is None:
        raise GouvernanceRefusee("Cette ligne vient d’être supprimée par quelqu’un d’autre.")
    if found.sorte != SorteLigne.ACTION:
        raise GouvernanceRefusee(PAS_UNE_ACTION)
    return found
