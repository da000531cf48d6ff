"""The states in which a diagnosis can be read: each version as it is today, each frozen state as it was."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from convive.diagnostic.models import Diagnostic
from convive.diagnostic.selectors.diagnostic import list_diagnostics
from convive.documents.models import Gel
from convive.espaces.models import Membre
from convive.socle.formats import date_longue

CLE_OBJET = "diagnostic"
VERSION, FIGE = "version", "fige"


@dataclass(frozen=True, slots=True)
class EtatDiagnostic:
    """`cle` names it in addresses and in choices; `gel` is None for a version as it is today."""

    cle: str
    libelle: str
    diagnostic: Diagnostic | None
    gel: Gel | None = None


def build_cle(genre: str, uuid: UUID) -> str:
    return f"{genre}_{uuid.hex}"


def list_etats(membre: Membre, diagnostics: list[Diagnostic] | None = None) -> list[EtatDiagnostic]:
    """The versions that are written, then what was frozen, the latest first. A validated version is read in the frozen
    state that its validation made. Two queries, one when `diagnostics` were read already."""
    diagnostics = list_diagnostics(membre) if diagnostics is None else diagnostics
    by_uuid = {diagnostic.pk: diagnostic for diagnostic in diagnostics}
    etats = [
        EtatDiagnostic(build_cle(VERSION, d.pk), f"Version {d.numero}, telle qu’elle est aujourd’hui", d)
        for d in diagnostics
        if not d.is_valide
    ]
    for gel in list_gels_diagnostics(membre):
        diagnostic = by_uuid.get(gel.objet_uuid)
        numero = f"Version {diagnostic.numero}" if diagnostic else gel.titre
        libelle = f"{numero}, telle qu’elle était le {date_longue(timezone.localdate(gel.date_gel))}\u00a0: {gel.motif}"
        etats.append(EtatDiagnostic(build_cle(FIGE, gel.pk), libelle, diagnostic, gel))
    return etats


def list_gels_diagnostics(membre: Membre) -> list[Gel]:
    """What was frozen of the diagnosis, the latest first, without its content; one query."""
    found = Gel.objects.visible_to(membre.compte).filter(espace=membre.espace_id, objet_type=CLE_OBJET)
    return list(found.without_contenu())


def get_etat(membre: Membre, cle: str, etats: list[EtatDiagnostic] | None = None) -> EtatDiagnostic | None:
    """The state of this key that this place may read, its content included; among `etats` when they were read."""
    etat = next((etat for etat in (list_etats(membre) if etats is None else etats) if etat.cle == cle), None)
    if etat is None or etat.gel is None:
        return etat
    etat.gel.refresh_from_db(fields=["contenu"])
    return etat


def get_gel_validation(diagnostic: Diagnostic) -> Gel | None:
    """The frozen state that the validation of a version made: the last one, since it does not change any more."""
    return Gel.objects.filter(objet_type=CLE_OBJET, objet_uuid=diagnostic.pk).order_by("-date_gel").first()
