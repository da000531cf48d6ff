"""Begin a tool, fill it at several hands, take it again, bring one home from a course."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import lock_fiche
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.case import Redaction, fuse_redaction
from convive.prise_poste.rules.outils import MAX_TITRE, Outil

MAX_PAR_ESPACE = 500


@transaction.atomic
def create_outil(*, by: Compte, espace: Espace, outil: Outil, titre: str = "") -> OutilRempli:
    """An empty one. Raise PosteRefuse past MAX_PAR_ESPACE."""
    return _create(by, lock_espace(espace), outil, titre or outil.titre, {})


@transaction.atomic
def import_outil(
    *, by: Compte, espace: Espace, outil: Outil, valeurs: Mapping[str, str], provenance: str, source: UUID
) -> OutilRempli:
    """Bring home what a group filled; brought already, it is given back as the team made it since."""
    espace = lock_espace(espace)
    former = OutilRempli.objects.filter(espace=espace, cle=outil.cle, source=source).first()
    if former is not None:
        return former
    return _create(by, espace, outil, outil.titre, valeurs, provenance=provenance, source=source)


@transaction.atomic
def clone_outil(*, by: Compte, rempli: OutilRempli, outil: Outil, is_vide: bool) -> OutilRempli:
    """A new one from this one: as it is filled, or with its boxes empty."""
    espace = lock_espace(rempli.espace)
    titre = f"{rempli.titre} (copie)"[:MAX_TITRE] if not is_vide else outil.titre
    return _create(by, espace, outil, titre, {} if is_vide else rempli.valeurs, provenance=rempli.provenance)


@transaction.atomic
def record_case_outil(*, by: Compte, rempli: OutilRempli, champ: str, base: str, texte: str) -> Redaction:
    """Keep the text of a box, joined with what a colleague wrote meanwhile. The same again changes nothing."""
    current = _lock(rempli)
    redaction = fuse_redaction(base, texte, current.valeurs.get(champ, ""))
    if redaction.is_gardee and redaction.texte != current.valeurs.get(champ, ""):
        current.valeurs = current.valeurs | {champ: redaction.texte}
        is_premiere = current.version == 1
        _save(current)
        # Saved while one types: the journal keeps that it was filled, not each pause.
        if is_premiere:
            record(by, Geste.MODIFIER, current, current.espace)
    return redaction


@transaction.atomic
def update_titre(*, by: Compte, rempli: OutilRempli, titre: str) -> OutilRempli:
    current = _lock(rempli)
    if current.titre != titre:
        current.titre = titre
        _save(current)
        record(by, Geste.MODIFIER, current, current.espace, champs=["titre"])
    return current


@transaction.atomic
def delete_outil(*, by: Compte, rempli: OutilRempli) -> None:
    """Gone already, nothing happens."""
    refuse_espace_expire(rempli.espace)
    current = OutilRempli.objects.select_for_update().filter(pk=rempli.pk).first()
    if current is not None:
        record(by, Geste.SUPPRIMER, current, rempli.espace)
        current.delete()


def _create(
    by: Compte,
    espace: Espace,
    outil: Outil,
    titre: str,
    valeurs: Mapping[str, str],
    *,
    provenance: str = "",
    source: UUID | None = None,
) -> OutilRempli:
    if OutilRempli.objects.filter(espace=espace).count() >= MAX_PAR_ESPACE:
        raise PosteRefuse(f"L’espace garde déjà {MAX_PAR_ESPACE} outils\u00a0: supprimez-en d’abord.")
    rempli = OutilRempli.objects.create(
        espace=espace, cle=outil.cle, titre=titre, valeurs=dict(valeurs), provenance=provenance[:300], source=source
    )
    record(by, Geste.CREER, rempli, espace)
    return rempli


def _lock(rempli: OutilRempli) -> OutilRempli:
    return lock_fiche(rempli, PosteRefuse("Cet outil vient d’être supprimé par quelqu’un d’autre."))


def _save(rempli: OutilRempli) -> None:
    rempli.version += 1
    rempli.save()
