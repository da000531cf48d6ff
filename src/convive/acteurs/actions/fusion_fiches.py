"""Join two cards that are one, without losing anything, and take them apart again.

The other card is not deleted: it waits, hidden, with what it said. What pointed at it, in any package, points at the
kept one: foreign keys, groups, references (comments, attachments, links). A row that would then say the same thing
twice stays with the hidden card. All of it is written down in a Rapprochement, which is enough to undo it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions import organisation as organisations
from convive.acteurs.actions import personne as personnes
from convive.acteurs.actions.valeurs import dump_valeur, list_colonnes, list_modeles_references, load_valeur
from convive.acteurs.models import Decision, Fonction, Organisation, Personne, Rapprochement
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import save_fiche
from convive.espaces.actions.trace import record
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.objets import objets

type Fiche = Organisation | Personne


@transaction.atomic
def fuse_fiches(*, by: Compte, gardee: Fiche, autre: Fiche, choix: Mapping[str, str] | None = None) -> Rapprochement:
    """Join `autre` into `gardee`. `choix` names the fields whose value comes from « autre » ; by default the kept card
    keeps its own, and takes what it lacks. Texts and lists are put together.

    Raise ActeurRefuse when one of them took another’s place meanwhile.
    """
    if type(gardee) is not type(autre) or gardee.pk == autre.pk or gardee.espace_id != autre.espace_id:
        raise ActeurRefuse("Choisissez deux fiches différentes, de la même sorte.")
    locked = {fiche.pk: _lock(fiche) for fiche in sorted((gardee, autre), key=lambda fiche: fiche.pk)}
    gardee, autre = locked[gardee.pk], locked[autre.pk]
    avant = {champ: dump_valeur(gardee, champ) for champ in _list_champs(gardee)}
    # First the other one steps aside: a number that only one card may have is then free.
    autre.fusionnee_dans = gardee
    save_fiche(autre, by)
    valeurs = {champ: _choose(gardee, autre, champ, choix or {}) for champ in avant}
    _write(gardee, valeurs, by)
    changes = {
        champ: [avant[champ], dump_valeur(gardee, champ)]
        for champ in avant
        if avant[champ] != dump_valeur(gardee, champ)
    }
    rapprochement = Rapprochement.objects.create(
        espace=gardee.espace,
        objet_type=objets.get_reference(gardee).objet_type,
        gardee_uuid=gardee.pk,
        autre_uuid=autre.pk,
        decision=Decision.FUSION,
        avant=changes,
        deplacements=list(_move_tout(autre, gardee)),
        created_by=by,
    )
    record(by, Geste.FUSIONNER, gardee, gardee.espace, autre=str(autre.pk), champs=sorted(changes))
    return rapprochement


@transaction.atomic
def restore_fusion(*, by: Compte, rapprochement: Rapprochement) -> Fiche:
    """Take two cards apart: each gets back what it had, except what someone has changed since.

    Raise ActeurRefuse when that cannot be: already done, or the kept card was joined to another one in its turn.
    """
    refuse_espace_expire(rapprochement.espace)
    current = Rapprochement.objects.select_for_update().get(pk=rapprochement.pk)
    if current.annule_le is not None or current.decision != Decision.FUSION:
        raise ActeurRefuse("Cette fusion est déjà annulée.")
    modele: Any = objets.get(current.objet_type).model
    gardee, autre = (modele.objects.filter(pk=pk).first() for pk in (current.gardee_uuid, current.autre_uuid))
    if gardee is None or autre is None or autre.fusionnee_dans_id != gardee.pk:
        raise ActeurRefuse("Ces deux fiches ont changé depuis : cette fusion ne s’annule plus.")
    gardee = _lock(gardee)
    valeurs = {champ: avant for champ, (avant, apres) in current.avant.items() if dump_valeur(gardee, champ) == apres}
    _write(gardee, {champ: load_valeur(gardee, champ, valeur) for champ, valeur in valeurs.items()}, by)
    autre.fusionnee_dans = None
    if isinstance(autre, Organisation):
        organisations.refuse_siret_pris(autre)
    save_fiche(autre, by)
    for label, champ, pk in current.deplacements:
        row = apps.get_model(label)._base_manager.filter(pk=pk, **{champ: gardee.pk}).first()
        if row is not None:
            _move(row, champ, autre)
    current.annule_le = timezone.now()
    current.save(update_fields=["annule_le", "updated_at"])
    record(by, Geste.RESTAURER, autre, gardee.espace, depuis=str(gardee.pk))
    return autre  # type: ignore[no-any-return]  # the registry gives rows without their type


@transaction.atomic
def record_distinctes(*, by: Compte, gauche: Fiche, droite: Fiche) -> None:
    """Say that two cards that look alike are two: they are no longer proposed. Doing it twice changes nothing."""
    refuse_espace_expire(gauche.espace)
    if gauche.pk == droite.pk or gauche.espace_id != droite.espace_id:
        raise ActeurRefuse("Choisissez deux fiches différentes, de la même sorte.")
    first, second = sorted((gauche, droite), key=lambda fiche: fiche.pk)
    rapprochement, is_new = Rapprochement.objects.get_or_create(
        espace=first.espace,
        objet_type=objets.get_reference(first).objet_type,
        gardee_uuid=first.pk,
        autre_uuid=second.pk,
        decision=Decision.DISTINCTES,
        annule_le=None,
        defaults={"created_by": by},
    )
    if is_new:
        record(by, Geste.VALIDER, rapprochement, first.espace)


@transaction.atomic
def delete_distinctes(*, by: Compte, rapprochement: Rapprochement) -> None:
    """Let the two cards be proposed again."""
    refuse_espace_expire(rapprochement.espace)
    kept = Rapprochement.objects.filter(pk=rapprochement.pk, decision=Decision.DISTINCTES, annule_le=None)
    if kept.update(annule_le=timezone.now()):
        record(by, Geste.ROUVRIR, rapprochement, rapprochement.espace)


def _lock(fiche: Fiche) -> Any:
    if isinstance(fiche, Organisation):
        return organisations.lock_organisation(fiche)
    return personnes.lock_personne(fiche)


def _list_champs(fiche: Fiche) -> tuple[str, ...]:
    if isinstance(fiche, Organisation):
        return (*organisations.CHAMPS, "communes", "archivee_le")
    return (*personnes.CHAMPS, "archivee_le")


def _choose(gardee: Fiche, autre: Fiche, champ: str, choix: Mapping[str, str]) -> Any:
    mienne, autre_valeur = getattr(gardee, champ), getattr(autre, champ)
    if champ == "archivee_le":
        # One of them still lives.
        return mienne if mienne and autre_valeur else None
    if champ == "communes":
        return sorted({*mienne, *autre_valeur})
    if champ in getattr(gardee, "CHAMPS_TEXTES", ()):
        textes = [texte for texte in (mienne.strip(), autre_valeur.strip()) if texte]
        return "\n\n".join(dict.fromkeys(textes))
    is_vide = mienne in ("", None) or (champ == "position" and mienne == "inconnue")
    # A SIREN goes with its SIRET, whichever was chosen.
    is_autre = choix.get("siret" if champ == "siren" and "siret" in choix else champ) == "autre"
    return autre_valeur if autre_valeur not in ("", None) and (is_vide or is_autre) else mienne


def _write(fiche: Fiche, valeurs: Mapping[str, Any], by: Compte) -> None:
    changed = [champ for champ, valeur in valeurs.items() if valeur != getattr(fiche, champ)]
    for champ, valeur in valeurs.items():
        setattr(fiche, champ, valeur)
    if isinstance(fiche, Organisation):
        organisations.refuse_siret_pris(fiche)
    save_fiche(fiche, by, changed, raison="Réunit deux fiches")


def _move_tout(autre: Fiche, gardee: Fiche) -> Iterator[tuple[str, str, str]]:
    """Each row moved from one card to the other: model, column, key."""
    for modele, champ in list_colonnes(type(gardee)):
        for row in modele._base_manager.filter(**{champ: autre.pk}):
            if _move(row, champ, gardee):
                yield modele._meta.label_lower, champ, str(row.pk)
    reference = objets.get_reference(autre)
    for modele in list_modeles_references():
        for row in modele._base_manager.filter(objet_type=reference.objet_type, objet_uuid=autre.pk):
            if _move(row, "objet_uuid", gardee):
                yield modele._meta.label_lower, "objet_uuid", str(row.pk)


def _move(row: Any, champ: str, vers: Fiche) -> bool:
    """False, and nothing written, when the row would say twice what another one says."""
    before = getattr(row, champ)
    setattr(row, champ, vers.pk)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        setattr(row, champ, before)
        return False
    if isinstance(row, Fonction) and _is_en_double(row):
        return False
    save = getattr(row, "save_without_historical_record", row.save)
    save(update_fields=[champ])
    return True


def _is_en_double(fonction: Fonction) -> bool:
    same = Fonction.objects.filter(
        personne=fonction.personne_id,
        organisation=fonction.organisation_id,
        intitule__iexact=fonction.intitule,
        date_debut=fonction.date_debut,
        date_fin=fonction.date_fin,
    )
    return same.exclude(pk=fonction.pk).exists()
