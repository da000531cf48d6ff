"""Keep groups of contacts. Every action writes the journal."""

from collections.abc import Iterable

from django.db import transaction

from convive.acteurs.models import Groupe, Organisation, Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.journal.models import Geste
from convive.socle.noms import fold_nom

type Fiche = Organisation | Personne


@transaction.atomic
def create_groupe(*, by: Compte, espace: Espace, nom: str, description: str = "") -> Groupe:
    """Raise ActeurRefuse for a name that another group has."""
    lock_espace(espace)
    _refuse_nom(espace, nom)
    groupe = Groupe.objects.create(espace=espace, nom=nom, description=description)
    record(by, Geste.CREER, groupe, espace)
    return groupe


@transaction.atomic
def update_groupe(*, by: Compte, groupe: Groupe, nom: str, description: str) -> None:
    """Rename, or say better what it serves. Raise ActeurRefuse for a name that another group has."""
    current = _lock_groupe(groupe)
    _refuse_nom(current.espace, nom, sauf=current)
    if (current.nom, current.description) != (nom, description):
        current.nom, current.description = nom, description
        current.save()
        record(by, Geste.MODIFIER, current, current.espace)


@transaction.atomic
def attach_fiches(*, by: Compte, groupe: Groupe, fiches: Iterable[Fiche]) -> int:
    """Put people and organisations in a group; how many were not in it yet."""
    current, fiches = _lock_groupe(groupe), list(fiches)
    personnes = {fiche.pk for fiche in fiches if isinstance(fiche, Personne)}
    organisations = {fiche.pk for fiche in fiches if isinstance(fiche, Organisation)}
    personnes -= set(current.personnes.values_list("pk", flat=True))
    organisations -= set(current.organisations.values_list("pk", flat=True))
    current.personnes.add(*Personne.objects.filter(espace=current.espace, pk__in=personnes))
    current.organisations.add(*Organisation.objects.filter(espace=current.espace, pk__in=organisations))
    added = len(personnes) + len(organisations)
    if added:
        record(by, Geste.RATTACHER, current, current.espace, nombre=added)
    return added


@transaction.atomic
def detach_fiche(*, by: Compte, groupe: Groupe, fiche: Fiche) -> None:
    """The card stays in the directory. Doing it twice changes nothing."""
    current = _lock_groupe(groupe)
    relation = current.personnes if isinstance(fiche, Personne) else current.organisations
    if relation.filter(pk=fiche.pk).exists():
        relation.remove(fiche)  # type: ignore[arg-type]  # the relation of this sort of card, chosen above
        record(by, Geste.DETACHER, current, current.espace, nombre=1)


def _lock_groupe(groupe: Groupe) -> Groupe:
    lock_espace(groupe.espace)
    current = Groupe.objects.filter(pk=groupe.pk).first()
    if current is None:
        raise ActeurRefuse("Ce groupe a été supprimé entre-temps.")
    current.espace = groupe.espace
    return current


def _refuse_nom(espace: Espace, nom: str, sauf: Groupe | None = None) -> None:
    for autre in Groupe.objects.filter(espace=espace):
        if autre != sauf and fold_nom(autre.nom) == fold_nom(nom):
            raise ActeurRefuse(f"Le groupe « {autre.nom} » existe déjà.")
