"""Write the coordination posts. Every action writes the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.fonction import SaisieFonction, create_fonction
from convive.acteurs.actions.personne import SaisiePersonne, create_personne
from convive.acteurs.models import Organisation, Personne, PosteCooperation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.conflit import join_valeurs
from convive.espaces.actions.note import fuse_listes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste

CHAMPS = (
    *("intitule", "employeur_id", "personne_id", "etp_total", "quotite_ctg", "date_debut", "dernier_jour"),
    *("financement_caf", "financement_precision"),
)


@dataclass(frozen=True, slots=True)
class SaisiePoste:
    """What a form holds: `valeurs` of CHAMPS; the other words are those of SaisieOrganisation. `titulaire` is whoever
    holds the post and has no card yet."""

    valeurs: Mapping[str, Any]
    version: int = 1
    depart: Mapping[str, object] = field(default_factory=dict)
    thematiques: frozenset[UUID] = frozenset()
    thematiques_depart: frozenset[UUID] = frozenset()
    communes: frozenset[str] = frozenset()
    communes_depart: frozenset[str] = frozenset()
    remplace: frozenset[UUID] = frozenset()
    remplace_depart: frozenset[UUID] = frozenset()
    titulaire: SaisiePersonne | None = None


@transaction.atomic
def create_poste(*, by: Compte, espace: Espace, saisie: SaisiePoste) -> PosteCooperation:
    """Raise ActeurRefuse for figures or dates that contradict one another, or a card of another espace."""
    refuse_espace_expire(espace)
    poste = PosteCooperation(espace=espace, communes=sorted(saisie.communes))
    valeurs = _read_valeurs(saisie)
    titulaire = _create_titulaire(by, espace, saisie, valeurs)
    _write(poste, valeurs)
    poste.save()
    _set_liens(poste, saisie.thematiques, saisie.remplace)
    record(by, Geste.CREER, poste, espace)
    _create_fonction(by, poste, titulaire)
    return poste


@transaction.atomic
def update_poste(*, by: Compte, poste: PosteCooperation, saisie: SaisiePoste) -> bool:
    """Save what was typed, joined with what others saved meanwhile; whether something changed.

    Raise FicheEnConflit when a field was changed twice, ActeurRefuse as `create_poste` does.
    """
    current = _lock(poste)
    valeurs = _read_valeurs(saisie)
    avant, reunies = join_valeurs(current, valeurs, version=saisie.version, depart=saisie.depart)
    thematiques_avant = frozenset(current.thematiques.values_list("pk", flat=True))
    remplace_avant = frozenset(current.remplace.values_list("pk", flat=True))
    thematiques = fuse_listes(thematiques_avant, saisie.thematiques_depart, saisie.thematiques)
    remplace = fuse_listes(remplace_avant, saisie.remplace_depart, saisie.remplace)
    communes = sorted(fuse_listes(current.communes, saisie.communes_depart, saisie.communes))
    listes = (thematiques, remplace, communes)
    if reunies == avant and listes == (thematiques_avant, remplace_avant, sorted(current.communes)):
        return False
    titulaire = _create_titulaire(by, current.espace, saisie, reunies)
    _write(current, reunies)
    current.communes = communes
    _save(current)
    _set_liens(current, thematiques, remplace)
    _create_fonction(by, current, titulaire)
    changed = sorted(champ for champ, valeur in reunies.items() if valeur != avant[champ])
    record(by, Geste.MODIFIER, current, current.espace, champs=changed, version=current.version)
    return True


@transaction.atomic
def close_poste(*, by: Compte, poste: PosteCooperation) -> None:
    """Archive: it is no longer counted nor drawn. Doing it twice changes nothing."""
    current = _lock(poste)
    if current.archive_le is None:
        current.archive_le = timezone.now()
        _save(current)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_poste(*, by: Compte, poste: PosteCooperation) -> None:
    """Bring back a post that was archived."""
    current = _lock(poste)
    if current.archive_le is not None:
        current.archive_le = None
        _save(current)
        record(by, Geste.ROUVRIR, current, current.espace)


def _read_valeurs(saisie: SaisiePoste) -> Mapping[str, Any]:
    """Whoever has no card yet is known by the key that hers will have."""
    return {**saisie.valeurs, "personne_id": uuid4()} if saisie.titulaire else saisie.valeurs


def _create_titulaire(by: Compte, espace: Espace, saisie: SaisiePoste, valeurs: Mapping[str, Any]) -> Personne | None:
    if saisie.titulaire is None:
        return None
    fiche = SaisiePersonne({**saisie.titulaire.valeurs, "uuid": valeurs["personne_id"]})
    return create_personne(by=by, espace=espace, saisie=fiche)


def _create_fonction(by: Compte, poste: PosteCooperation, titulaire: Personne | None) -> None:
    """Her post says what she does, and for whom."""
    if titulaire is not None:
        saisie = SaisieFonction(poste.employeur, poste.intitule, date_debut=poste.date_debut, date_fin=poste.date_fin)
        create_fonction(by=by, personne=titulaire, saisie=saisie)


def _lock(poste: PosteCooperation) -> PosteCooperation:
    """The row as it is now, kept until the end of the transaction."""
    refuse_espace_expire(poste.espace)
    locked = PosteCooperation.objects.select_for_update().get(pk=poste.pk)
    locked.espace = poste.espace
    return locked


def _write(poste: PosteCooperation, valeurs: Mapping[str, Any]) -> None:
    for champ, valeur in valeurs.items():
        setattr(poste, champ, valeur)
    if not 0 <= poste.quotite_ctg <= poste.etp_total or not poste.etp_total:
        raise ActeurRefuse("L’ETP pour la CTG ne peut pas dépasser celui du poste.")
    if poste.date_debut and poste.date_fin and poste.date_fin <= poste.date_debut:
        raise ActeurRefuse("Le dernier jour vient avant le premier : corrigez l’une des deux dates.")
    if not Organisation.objects.filter(espace=poste.espace_id, pk=poste.employeur_id).exists():
        raise ActeurRefuse("Cet employeur n’est pas de cet espace.")
    if poste.personne_id and not Personne.objects.filter(espace=poste.espace_id, pk=poste.personne_id).exists():
        raise ActeurRefuse("Cette personne n’est pas de cet espace.")


def _save(poste: PosteCooperation) -> None:
    poste.version += 1
    poste.save()


def _set_liens(poste: PosteCooperation, thematiques: frozenset[UUID], remplace: frozenset[UUID]) -> None:
    """What is not of this espace is left out, as is the post itself."""
    poste.thematiques.set(Thematique.objects.filter(espace=poste.espace_id, pk__in=thematiques))
    autres = PosteCooperation.objects.filter(espace=poste.espace_id, pk__in=remplace).exclude(pk=poste.pk)
    poste.remplace.set(autres)
