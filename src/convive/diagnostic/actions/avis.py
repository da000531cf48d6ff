"""Say what one thinks of a constat, with an account or by a link."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.diagnostic.actions.element import lock_fiche
from convive.diagnostic.models import AvisConstat, Constat, SensAvis
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.diagnostic.selectors.avis import get_organisation_email
from convive.espaces.actions.trace import record
from convive.espaces.models import LienMagique
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieAvis:
    sens: str
    phrase: str = ""
    organisation: Organisation | None = None


def refuse_brouillon(constat: Constat) -> None:
    if not constat.is_partage:
        raise DiagnosticRefuse("Ce constat n’est plus partagé : l’équipe le réécrit.")


def _build_valeurs(constat: Constat, saisie: SaisieAvis) -> dict[str, object]:
    return {
        "sens": saisie.sens,
        "phrase": saisie.phrase,
        "date": timezone.localdate(),
        "constat_lu": constat.texte,
    }


@transaction.atomic
def create_avis(*, by: Compte, constat: Constat, saisie: SaisieAvis) -> AvisConstat:
    """The avis of an account, for an organisation or in her own name; the former one of the same gives its place."""
    current = lock_fiche(constat)
    refuse_brouillon(current)
    valeurs = _build_valeurs(current, saisie) | {"auteur_nom": by.nom_affiche}
    avis, _ = AvisConstat.objects.update_or_create(
        constat=current, auteur=by, organisation=saisie.organisation, defaults=valeurs
    )
    record(by, Geste.VALIDER, current, current.espace, avis=SensAvis(saisie.sens).label)
    return avis


@transaction.atomic
def create_avis_lien(*, lien: LienMagique, constat: Constat, saisie: SaisieAvis) -> AvisConstat:
    """The same for whoever holds a link: the organisation is that of her address in the directory. The link leaves the
    trace."""
    current = lock_fiche(constat)
    refuse_brouillon(current)
    organisation = get_organisation_email(current.espace, lien.email)
    valeurs = _build_valeurs(current, saisie) | {"auteur_nom": lien.nom, "organisation": organisation}
    return AvisConstat.objects.update_or_create(constat=current, auteur_email=lien.email, defaults=valeurs)[0]


@transaction.atomic
def create_avis_liste(*, lien: LienMagique, saisies: Mapping[Constat, SaisieAvis]) -> int:
    """What the holder of a link says of several constats; how many are kept. One that was taken back meanwhile is left
    out. Raise EspaceRefuse when all of them were."""
    kept = 0
    for constat, saisie in saisies.items():
        try:
            create_avis_lien(lien=lien, constat=constat, saisie=saisie)
            kept += 1
        except DiagnosticRefuse:
            continue
    if saisies and not kept:
        raise EspaceRefuse("Ces constats ne sont plus partagés : l’équipe les réécrit.")
    return kept
