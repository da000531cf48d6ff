"""Write the cards of organisations. Every action writes the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.actions.note import fuse_listes
from convive.espaces.actions.texte import TexteEnConflit, TextesPrets, prepare_textes, update_textes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.selectors.texte import get_textes
from convive.journal.models import Geste
from convive.socle.conflits import ValeursReunies, fuse_valeurs

CHAMPS = (
    *("nom", "sigle", "type", "siren", "siret", "rna", "adresse", "code_commune", "telephone", "email", "site"),
    *("position", "source"),
)


@dataclass(frozen=True, slots=True)
class SaisieOrganisation:
    """What a form holds: `valeurs` of CHAMPS, `textes` of CHAMPS_TEXTES. `version` is the one that it started from;
    `…depart` what the page showed then. What a form does not show is not in it, and stays as it is."""

    valeurs: Mapping[str, str]
    textes: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
    depart: Mapping[str, object] = field(default_factory=dict)
    thematiques: frozenset[UUID] = frozenset()
    thematiques_depart: frozenset[UUID] = frozenset()
    communes: frozenset[str] = frozenset()
    communes_depart: frozenset[str] = frozenset()


@transaction.atomic
def create_organisation(*, by: Compte, espace: Espace, saisie: SaisieOrganisation) -> Organisation:
    """Raise ActeurRefuse for a SIRET that another organisation of the espace has."""
    refuse_espace_expire(espace)
    organisation = Organisation(
        espace=espace,
        communes=sorted(saisie.communes),
        created_by=by,
        updated_by=by,
        **saisie.valeurs,
        **saisie.textes,
    )
    refuse_siret_pris(organisation)
    organisation.save()
    _set_thematiques(organisation, saisie.thematiques)
    record(by, Geste.CREER, organisation, espace)
    return organisation


@transaction.atomic
def update_organisation(
    *, by: Compte, organisation: Organisation, saisie: SaisieOrganisation
) -> tuple[Organisation, bool]:
    """Save what was typed, joined with what others saved meanwhile; the card, and whether something changed.

    Raise FicheEnConflit when a field, or a passage of a text, was changed twice; ActeurRefuse when the card is no
    longer there, or for a SIRET already taken.
    """
    current = lock_organisation(organisation)
    avant = {champ: getattr(current, champ) for champ in saisie.valeurs}
    depart = avant if saisie.version == current.version else saisie.depart
    reunies = fuse_valeurs(depart=depart, actuelles=avant, saisies=saisie.valeurs)
    try:
        textes = _prepare(current, saisie)
    except TexteEnConflit as conflit:
        raise _build_conflit(current, reunies, conflit) from conflit
    if reunies.conflits:
        joined = textes.textes if textes else {}
        raise FicheEnConflit(
            reunies.conflits, {**reunies.valeurs, **joined}, current.version, str(current.updated_by or "")
        )
    thematiques_avant = frozenset(current.thematiques.values_list("pk", flat=True))
    thematiques = fuse_listes(thematiques_avant, saisie.thematiques_depart, saisie.thematiques)
    communes = sorted(fuse_listes(current.communes, saisie.communes_depart, saisie.communes))
    is_texte_change = textes is not None and dict(textes.textes) != dict(get_textes(current))
    is_portee_change = thematiques != thematiques_avant or communes != sorted(current.communes)
    if not (is_texte_change or is_portee_change or reunies.valeurs != avant):
        return current, False
    for champ, valeur in reunies.valeurs.items():
        setattr(current, champ, valeur)
    current.communes = communes
    refuse_siret_pris(current)
    if textes is not None and is_texte_change:
        update_textes(current, by=by, prets=textes)
    else:
        save_sans_version(current, by)
    _set_thematiques(current, thematiques)
    changed = sorted(champ for champ, valeur in reunies.valeurs.items() if valeur != avant[champ])
    record(by, Geste.MODIFIER, current, current.espace, champs=changed, version=current.version)
    return current, True


def _prepare(current: Organisation, saisie: SaisieOrganisation) -> TextesPrets | None:
    """The texts to save, None when the form has none. Raise TexteEnConflit."""
    if not saisie.textes:
        return None
    return prepare_textes(current, version=saisie.version, saisie={**get_textes(current), **saisie.textes})


def _build_conflit(current: Organisation, reunies: ValeursReunies, conflit: TexteEnConflit) -> FicheEnConflit:
    """The texts changed at the same place, beside the fields changed twice."""
    twice = {champ: getattr(current, champ) for champ, fusion in conflit.fusions.items() if not fusion.is_complete}
    joined = {champ: fusion.texte for champ, fusion in conflit.fusions.items() if fusion.is_complete}
    auteur = str(current.updated_by or "")
    return FicheEnConflit({**reunies.conflits, **twice}, {**reunies.valeurs, **joined}, current.version, auteur)


def lock_organisation(organisation: Organisation) -> Organisation:
    """The row as it is now, kept until the end of the transaction. Raise ActeurRefuse when it took another’s place."""
    refuse_espace_expire(organisation.espace)
    locked = Organisation.objects.select_for_update().filter(pk=organisation.pk).first()
    if locked is None or locked.fusionnee_dans_id is not None:
        raise ActeurRefuse("Cette organisation a été fusionnée avec une autre entre-temps.")
    locked.espace = organisation.espace
    return locked


def refuse_siret_pris(organisation: Organisation) -> None:
    """Raise ActeurRefuse: the database keeps a SIRET once in an espace."""
    autres = Organisation.objects.filter(espace=organisation.espace, siret=organisation.siret)
    if organisation.siret and autres.filter(fusionnee_dans__isnull=True).exclude(pk=organisation.pk).exists():
        raise ActeurRefuse("Une organisation de l’annuaire a déjà ce SIRET : cherchez-la, ou corrigez le numéro.")


def save_sans_version(organisation: Organisation, by: Compte) -> None:
    """What changed is not a text: no new version of the texts."""
    organisation.updated_by, organisation.version = by, organisation.version + 1
    organisation.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple-history


def _set_thematiques(organisation: Organisation, thematiques: frozenset[UUID]) -> None:
    organisation.thematiques.set(Thematique.objects.filter(espace=organisation.espace_id, pk__in=thematiques))


@transaction.atomic
def close_organisation(*, by: Compte, organisation: Organisation) -> None:
    """Archive: it stays where it was quoted and is no longer proposed. Doing it twice changes nothing."""
    current = lock_organisation(organisation)
    if current.archivee_le is None:
        current.archivee_le = timezone.now()
        save_sans_version(current, by)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_organisation(*, by: Compte, organisation: Organisation) -> None:
    """Bring back an organisation that was archived."""
    current = lock_organisation(organisation)
    if current.archivee_le is not None:
        current.archivee_le = None
        save_sans_version(current, by)
        record(by, Geste.ROUVRIR, current, current.espace)
