"""Say who does what where, and between which dates. Every action writes the journal, on the person."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from convive.acteurs.models import Fonction, Organisation, Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieFonction:
    """What a form holds; `date_fin` is the first day that no longer counts."""

    organisation: Organisation
    intitule: str = ""
    is_elu: bool = False
    is_contact_principal: bool = False
    date_debut: date | None = None
    date_fin: date | None = None


@transaction.atomic
def create_fonction(*, by: Compte, personne: Personne, saisie: SaisieFonction) -> Fonction:
    """Raise ActeurRefuse for dates that contradict one another, or for a function already held then."""
    refuse_espace_expire(personne.espace)
    fonction = Fonction(espace=personne.espace, personne=personne)
    _save(fonction, saisie)
    record(by, Geste.RATTACHER, personne, personne.espace, organisation=str(saisie.organisation))
    return fonction


@transaction.atomic
def update_fonction(*, by: Compte, fonction: Fonction, saisie: SaisieFonction) -> None:
    """Change a function, or end it by giving its last day; the former dates are in the journal."""
    refuse_espace_expire(fonction.espace)
    current = Fonction.objects.select_for_update().select_related("espace", "personne").filter(pk=fonction.pk).first()
    if current is None:
        raise ActeurRefuse("Cette fonction a été retirée entre-temps.")
    avant = _get_valeurs(current)
    _save(current, saisie)
    if _get_valeurs(current) != avant:
        record(by, Geste.MODIFIER, current.personne, current.espace, organisation=str(saisie.organisation), avant=avant)


@transaction.atomic
def delete_fonction(*, by: Compte, fonction: Fonction) -> None:
    """Take away a function written by mistake; one that has ended keeps its dates instead."""
    refuse_espace_expire(fonction.espace)
    deleted, _ = Fonction.objects.filter(pk=fonction.pk).delete()
    if deleted:
        organisation = str(fonction.organisation)
        record(
            by,
            Geste.DETACHER,
            fonction.personne,
            fonction.espace,
            organisation=organisation,
            avant=_get_valeurs(fonction),
        )


def _get_valeurs(fonction: Fonction) -> dict[str, object]:
    champs = ("intitule", "is_elu", "is_contact_principal", "date_debut", "date_fin")
    return {"organisation": str(fonction.organisation_id), **{champ: getattr(fonction, champ) for champ in champs}}


def _save(fonction: Fonction, saisie: SaisieFonction) -> None:
    if saisie.date_debut and saisie.date_fin and saisie.date_fin <= saisie.date_debut:
        raise ActeurRefuse("Le dernier jour vient avant le premier : corrigez l’une des deux dates.")
    if saisie.organisation.espace_id != fonction.espace_id:
        raise ActeurRefuse("Cette organisation n’est pas de cet espace.")
    for champ in ("organisation", "intitule", "is_elu", "is_contact_principal", "date_debut", "date_fin"):
        setattr(fonction, champ, getattr(saisie, champ))
    _refuse_deux_fois(fonction)
    fonction.save()


def _refuse_deux_fois(fonction: Fonction) -> None:
    """The same function, in the same organisation, at the same time."""
    autres = Fonction.objects.filter(
        personne=fonction.personne, organisation=fonction.organisation, intitule__iexact=fonction.intitule
    ).exclude(pk=fonction.pk)
    if fonction.date_fin is not None:
        autres = autres.filter(Q(date_debut__isnull=True) | Q(date_debut__lt=fonction.date_fin))
    if fonction.date_debut is not None:
        autres = autres.filter(Q(date_fin__isnull=True) | Q(date_fin__gt=fonction.date_debut))
    if autres.exists():
        raise ActeurRefuse("Cette personne a déjà cette fonction ici, à des dates qui se recoupent.")
