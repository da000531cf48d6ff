"""Decide what a CTG takes from the one before it, then make it exist there. Every action writes the journal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.actions.verrou import lock_ctg
from convive.convention.models import Ctg, RepriseChoix
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.rules.reprise import (
    A_DECIDER,
    DECISIONS,
    Choix,
    compute_empreinte,
    explain_motif,
)
from convive.convention.selectors.reprise import DossierReprise, LigneReprise, get_dossier_reprise
from convive.espaces.actions.trace import record
from convive.journal.models import Geste


class RepriseRefusee(ConventionRefusee):
    """Choices that cannot be recorded: nothing was. `lignes` says why, by the key of the line."""

    def __init__(self, lignes: dict[str, str]) -> None:
        self.lignes = lignes
        super().__init__(*dict.fromkeys(lignes.values()))


@dataclass(frozen=True, slots=True)
class SaisieChoix:
    """What a form says of a line. `depart` is the fingerprint of what the page showed when it was opened."""

    cle: str
    choix: str
    motif: str = ""
    depart: str = ""


@dataclass(frozen=True, slots=True)
class BilanReport:
    """What was carried over, and what could not be, with the reason."""

    reportes: tuple[str, ...]
    refuses: tuple[tuple[str, str], ...]


@transaction.atomic
def record_choix(*, by: Compte, ctg: Ctg, saisies: Iterable[SaisieChoix]) -> int:
    """Record what was decided of several things; how many changed. All of them, or none: raise RepriseRefusee.

    A line that its author did not touch is left as it is, whatever others decided of it meanwhile.
    """
    ctg = lock_ctg(ctg)
    dossier = get_dossier(ctg, by)
    lignes = {ligne.cle: ligne for ligne in dossier.lignes}
    nouvelles = {ligne.cle: ligne for famille in dossier.familles for ligne in famille.nouvelles}
    refused: dict[str, str] = {}
    wanted: list[tuple[LigneReprise, str, str]] = []
    for saisie in saisies:
        ligne = lignes.get(saisie.cle) or nouvelles.get(saisie.cle)
        if ligne is None:
            refused[saisie.cle] = "Un élément de cette page vient d’être supprimé : relisez la liste."
            continue
        choix, motif = saisie.choix, saisie.motif
        if saisie.cle in nouvelles:
            choix = Choix.NOUVEAU.value if motif else A_DECIDER
        if compute_empreinte(choix, motif) in (saisie.depart, ligne.empreinte):
            continue
        if phrase := _explain(ligne, choix, motif, saisie.depart):
            refused[saisie.cle] = phrase
        else:
            wanted.append((ligne, choix, motif))
    if refused:
        raise RepriseRefusee(refused)
    for ligne, choix, motif in wanted:
        _write(by, ctg, ligne, choix, motif)
    if wanted:
        record(by, Geste.MODIFIER, ctg, ctg.espace, reprises=_list_all(wanted))
    return len(wanted)


def get_dossier(ctg: Ctg, by: Compte) -> DossierReprise:
    if ctg.ctg_precedente is None:
        raise ConventionRefusee(f"« {ctg} » ne suit aucune CTG : indiquez laquelle dans « Modifier ».")
    return get_dossier_reprise(ctg, ctg.ctg_precedente, by)


def _explain(ligne: LigneReprise, choix: str, motif: str, depart: str) -> str:
    """Why this line does not change so; empty when it may."""
    libelle = ligne.presentation.libelle
    if ligne.is_reportee:
        return (
            f"« {libelle} » est déjà dans la nouvelle CTG. Pour revenir sur ce choix, retirez-l’en d’abord : "
            "il redevient alors à décider."
        )
    if depart != ligne.empreinte:
        current = Choix(ligne.choix).libelle if ligne.choix else "À décider"
        return (
            f"Quelqu’un a choisi « {current} » pour « {libelle} » pendant que vous décidiez : votre choix est resté "
            "dans la page. Enregistrez de nouveau pour qu’il remplace le sien."
        )
    if choix not in (A_DECIDER, Choix.NOUVEAU.value, *DECISIONS):
        return f"Ce choix n’existe pas pour « {libelle} »."
    return explain_motif(choix, motif)


def _write(by: Compte, ctg: Ctg, ligne: LigneReprise, choix: str, motif: str) -> None:
    named = {"ctg": ctg, "objet_type": ligne.reprise.cle, "objet_uuid": ligne.row.pk}
    if choix == A_DECIDER:
        RepriseChoix.objects.filter(**named).delete()
        return
    RepriseChoix.objects.update_or_create(
        **named,
        defaults={"choix": choix, "motif": motif, "par": by, "le": timezone.now(), "cible_uuid": None},
    )


def _list_all(wanted: Iterable[tuple[LigneReprise, str, str]]) -> dict[str, list[str]]:
    """The things, and not their titles: whoever reads the line of the CTG may not open each of them."""
    listed: dict[str, list[str]] = defaultdict(list)
    for ligne, choix, _ in wanted:
        listed[choix or "a_decider"].append(ligne.cle)
    return listed


@transaction.atomic
def record_report(*, by: Compte, ctg: Ctg) -> BilanReport:
    """Make exist in the new CTG all that was decided to be kept; done again, it carries nothing twice.

    What cannot be carried over is left as it was decided, and said.
    """
    ctg = lock_ctg(ctg)
    reportes, refused, cles = [], [], []
    for ligne in get_dossier(ctg, by).a_reporter:
        choix = RepriseChoix.objects.filter(ctg=ctg, objet_type=ligne.reprise.cle, objet_uuid=ligne.row.pk)
        try:
            with transaction.atomic():
                choix.update(cible_uuid=ligne.reprise.carry(by, ligne.row, ctg).pk)
        except ConventionRefusee as refus:
            refused.append((ligne.presentation.libelle, str(refus)))
        else:
            reportes.append(ligne.presentation.libelle)
            cles.append(ligne.cle)
    if reportes:
        precedente = str(ctg.ctg_precedente)
        record(by, Geste.RATTACHER, ctg, ctg.espace, repris_de=precedente, elements=cles)
    return BilanReport(tuple(reportes), tuple(refused))
