"""Write constats, share them, lay their evidence beside them. Every action writes the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.diagnostic.actions.element import lock_fiche
from convive.diagnostic.models import Constat, NatureConstat, Parole, PreuveConstat
from convive.diagnostic.rules.constats import MAX_PREUVES, FigureFigee
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.documents.models import PieceJointe
from convive.espaces.actions.ecriture import Saisie, create_fiche, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisiePreuve:
    """One of the four: a figure, words, a document, or what someone saw (`texte`)."""

    figure: FigureFigee | None = None
    parole: Parole | None = None
    piece: PieceJointe | None = None
    texte: str = ""


@transaction.atomic
def create_constat(*, by: Compte, espace: Espace, saisie: Saisie, figures: Sequence[FigureFigee] = ()) -> Constat:
    """A draft of the team, with the figures that it started from: it is shared by another gesture."""
    constat = create_fiche(Constat, by=by, espace=espace, saisie=saisie)
    for figure in figures:
        attach_preuve(by=by, constat=constat, saisie=SaisiePreuve(figure=figure))
    return constat


@transaction.atomic
def update_constat(*, by: Compte, constat: Constat, saisie: Saisie) -> bool:
    """Those who answered a former sentence are shown with it. Raise FicheChangee, DiagnosticRefuse."""
    return update_fiche(lock_fiche(constat), saisie, by=by)


@transaction.atomic
def submit_constat(*, by: Compte, constat: Constat) -> None:
    """Share a draft with everyone who reads the diagnosis. Doing it twice changes nothing.

    Raise DiagnosticRefuse without any evidence: partners are asked about what they can check.
    """
    current = lock_fiche(constat)
    if current.date_partage is not None:
        return
    if not PreuveConstat.objects.filter(constat=current).exists():
        raise DiagnosticRefuse(
            "Ajoutez d’abord une preuve\u00a0: un chiffre, une parole, un document ou une observation."
        )
    current.date_partage, current.updated_by, current.version = timezone.localdate(), by, current.version + 1
    current.save()
    record(by, Geste.SOUMETTRE, current, current.espace)


@transaction.atomic
def reopen_constat(*, by: Compte, constat: Constat) -> None:
    """Take it back among the drafts: only the team reads it. The avis stay."""
    current = lock_fiche(constat)
    if current.date_partage is None:
        return
    current.date_partage, current.updated_by, current.version = None, by, current.version + 1
    current.save()
    record(by, Geste.ROUVRIR, current, current.espace)


@transaction.atomic
def attach_preuve(*, by: Compte, constat: Constat, saisie: SaisiePreuve) -> PreuveConstat:
    """Lay one more piece of evidence. Raise DiagnosticRefuse for what is there already, or of another espace."""
    current = lock_fiche(constat)
    ordres = list(PreuveConstat.objects.filter(constat=current).values_list("ordre", flat=True))
    if len(ordres) >= MAX_PREUVES:
        raise DiagnosticRefuse(f"Un constat porte {MAX_PREUVES} preuves au plus : gardez les plus parlantes.")
    preuve = PreuveConstat(constat=current, ordre=max(ordres, default=0) + 1)
    _fill(preuve, saisie)
    preuve.save()
    record(by, Geste.RATTACHER, current, current.espace, preuve=preuve.get_nature_display())
    return preuve


def _fill(preuve: PreuveConstat, saisie: SaisiePreuve) -> None:
    others = PreuveConstat.objects.filter(constat=preuve.constat)
    if saisie.figure is not None:
        preuve.nature = NatureConstat.DONNEE
        for champ, valeur in saisie.figure.get_valeurs().items():
            setattr(preuve, champ, valeur)
    elif saisie.parole is not None:
        if saisie.parole.espace_id != preuve.constat.espace_id or others.filter(parole=saisie.parole).exists():
            raise DiagnosticRefuse("Cette parole est déjà sous ce constat.")
        preuve.nature, preuve.parole = NatureConstat.PAROLE, saisie.parole
    elif saisie.piece is not None:
        if saisie.piece.espace_id != preuve.constat.espace_id or others.filter(piece=saisie.piece).exists():
            raise DiagnosticRefuse("Ce document est déjà sous ce constat.")
        preuve.nature, preuve.piece, preuve.libelle = NatureConstat.DOCUMENT, saisie.piece, saisie.piece.titre
    else:
        preuve.nature = NatureConstat.OBSERVATION
    preuve.texte = saisie.texte


@transaction.atomic
def detach_preuve(*, by: Compte, constat: Constat, preuve: UUID) -> None:
    """The words and the document stay where they are. Doing it twice changes nothing."""
    current = lock_fiche(constat)
    if PreuveConstat.objects.filter(constat=current, pk=preuve).delete()[0]:
        record(by, Geste.DETACHER, current, current.espace)
