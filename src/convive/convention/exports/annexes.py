"""The annexes of a convention: slots that other packages fill, and the délibérations, which this one fills."""

from collections.abc import Sequence

from convive.convention.models import Ctg
from convive.convention.permissions import can_get_ctg
from convive.convention.selectors.catalogue import list_annexes_usuelles
from convive.convention.selectors.document import ANNEXE
from convive.convention.selectors.signataire import LigneSignataire, build_tableau, list_signataires
from convive.documents.emplacements import Apport, Emplacement, emplacements
from convive.documents.rules.blocs import Element, Tableau
from convive.espaces.models import Membre
from convive.socle.formats import date_longue

ENTETES = ("Signataire", "Assemblée", "Délibération", "Signature")
DELIBERATIONS = 6
LEGENDE = "Délibérations et signatures, convention"


def build_annexe_deliberations(_membre: Membre, ctg: Ctg) -> Sequence[Element]:
    """Who deliberated and signed, for the convention, then for each avenant that is signed."""
    signataires = list_signataires(ctg) if ctg.signataires_lus is None else ctg.signataires_lus
    signes = {s.avenant_entree.pk: s.avenant_entree for s in signataires if s.avenant_entree}
    signes |= {d.avenant.pk: d.avenant for s in signataires for d in s.deliberations.all() if d.avenant}
    actes = sorted((a for a in signes.values() if a.date_signature), key=lambda avenant: avenant.numero)
    found: list[Element] = []
    for avenant in (None, *actes):
        lignes = tuple(_write_ligne(ligne) for ligne in build_tableau(signataires, avenant).lignes)
        if lignes:
            legende = f"Délibérations et signatures, {avenant.libelle.lower()}" if avenant else LEGENDE
            found.append(Tableau(legende, ENTETES, lignes))
    return found


def _write_ligne(ligne: LigneSignataire) -> tuple[str, str, str, str]:
    signataire, faite = ligne.signataire, ligne.deliberation
    organe = signataire.get_organe_deliberant_display() if signataire.has_organe else "aucune"
    numero = f"n° {faite.numero}, " if faite and faite.numero else ""
    if not signataire.has_organe:
        deliberation = "sans objet"
    else:
        deliberation = f"{numero}{date_longue(faite.date)}" if faite and faite.date else "en attente"
    signature = date_longue(faite.date_signature) if faite and faite.date_signature else "en attente"
    return str(signataire), organe, deliberation, signature


def record_annexes() -> None:
    emplacements.record(
        *(Emplacement(ANNEXE.format(numero=numero), titre) for numero, titre in list_annexes_usuelles())
    )
    cle = ANNEXE.format(numero=DELIBERATIONS)
    emplacements.record_apport(Apport("convention_deliberations", cle, 10, can_get_ctg, build_annexe_deliberations))
