"""Bring a file into the directory, and take it out again. Every action writes the journal."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.organisation import refuse_siret_pris, save_sans_version
from convive.acteurs.actions.personne import save_personne
from convive.acteurs.actions.valeurs import dump_valeur, list_colonnes, list_modeles_references, load_valeur
from convive.acteurs.models import (
    EcritImport,
    Fonction,
    Import,
    LienOrganisations,
    Organisation,
    Personne,
    StatutImport,
)
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.rules.colonnes import CHAMPS_PAR_CLE, guess_colonnes, split_entete
from convive.acteurs.selectors.plan_import import build_plan
from convive.acteurs.selectors.prevision_import import FichePrevue, Plan
from convive.comptes.models import Compte
from convive.documents.rules.tableur import FichierIllisible, read_lignes
from convive.espaces.actions.texte import TextesPrets, update_textes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.selectors.texte import get_textes
from convive.journal.models import MAX_NOM as MAX_NOM_AUTEUR
from convive.journal.models import Geste
from convive.socle.objets import objets

MODELES: dict[str, Any] = {
    "organisation": Organisation,
    "personne": Personne,
    "fonction": Fonction,
    "lien": LienOrganisations,
}
# Rows without a number of version are compared field by field.
CHAMPS_SANS_VERSION: dict[type, list[str]] = {
    Fonction: ["intitule", "is_elu", "is_contact_principal", "date_debut", "date_fin"],
    LienOrganisations: ["nature", "precision"],
}
PAR_LOT = 500
IMPORT = "Import de l’annuaire"
SANS_EFFET = "Tout est déjà dans l’annuaire\u00a0: il n’y a rien à importer."


@dataclass(frozen=True, slots=True)
class FichierRecu:
    """A file that was inspected: `cle` is its format."""

    nom: str
    cle: str
    contenu: bytes


@transaction.atomic
def create_import(*, by: Compte, espace: Espace, fichier: FichierRecu) -> Import:
    """Read a file, and guess its columns; the directory does not change. The same file sent twice is one draft.

    Raise ActeurRefuse for a file that is not a table with titles.
    """
    refuse_espace_expire(espace)
    sha256 = hashlib.sha256(fichier.contenu).hexdigest()
    draft = Import.objects.filter(espace=espace, sha256=sha256, statut=StatutImport.PREPARE, created_by=by).first()
    if draft is not None:
        return draft
    try:
        entetes, lignes = split_entete(read_lignes(fichier.cle, fichier.contenu))
    except FichierIllisible as error:
        raise ActeurRefuse(str(error)) from error
    created = Import.objects.create(
        espace=espace,
        fichier_nom=fichier.nom[:150],
        sha256=sha256,
        entetes=entetes,
        mapping=guess_colonnes(entetes),
        lignes=lignes,
        created_by=by,
    )
    record(by, Geste.CREER, created, espace, lignes=len(lignes))
    return created


@transaction.atomic
def update_colonnes(*, by: Compte, fichier: Import, mapping: Mapping[str, int]) -> None:
    """Say what each column is. Raise ActeurRefuse when two columns are the same field, or none names anyone."""
    current = _lock(fichier, StatutImport.PREPARE)
    kept = {cle: rang for cle, rang in mapping.items() if cle in CHAMPS_PAR_CLE and 0 <= rang < len(current.entetes)}
    if not {"nom", "nom_personne"} & kept.keys():
        raise ActeurRefuse("Dites quelle colonne est le nom de l’organisation, ou celui du contact.")
    if kept != current.mapping:
        current.mapping = kept
        current.save(update_fields=["mapping", "updated_at"])
        record(by, Geste.MODIFIER, current, current.espace)


@transaction.atomic
def delete_import(*, by: Compte, fichier: Import) -> None:
    """Give up a file that was not imported: what was read of it is erased."""
    current = _lock(fichier, StatutImport.PREPARE)
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


@transaction.atomic
def delete_imports_abandonnes(limite: datetime) -> int:
    """The same for what was left before this moment, in every espace; nobody does it."""
    old = Import.objects.filter(statut=StatutImport.PREPARE, updated_at__lt=limite)
    rows = list(old.defer("lignes").select_related("espace").select_for_update(of=("self",)))
    for fichier in rows:
        record(None, Geste.EFFACER, fichier, fichier.espace)
        fichier.delete()
    return len(rows)


@transaction.atomic
def import_lignes(*, membre: Membre, fichier: Import, is_tout: bool) -> Plan:
    """Write the rows, as the directory is now. `is_tout`: all of them or none; else the good ones.

    Raise ActeurRefuse when nothing would change, when a row is wrong and all were asked, or when it is done already.
    """
    current, by = _lock(fichier, StatutImport.PREPARE), membre.compte
    plan = build_plan(membre, current)
    if plan.en_erreur and is_tout:
        raise ActeurRefuse("Rien n’a été importé\u00a0: des lignes sont à corriger, et vous avez choisi tout ou rien.")
    if plan.is_vide:
        raise ActeurRefuse(SANS_EFFET)
    ecrits = [_prepare(current, prevue) for prevue in plan.fiches if prevue.is_creation or prevue.is_changee]
    fiches = (plan.organisations, plan.personnes, plan.fonctions, plan.liens)
    for modele, prevues in zip((Organisation, Personne, Fonction, LienOrganisations), fiches, strict=True):
        for prevue in prevues:
            _apply(prevue, by)
        rows: Any = modele._default_manager
        rows.bulk_create([prevue.objet for prevue in prevues if prevue.is_creation], batch_size=PAR_LOT)
        for prevue in prevues:
            if prevue.is_changee:
                _save(prevue.objet, by, prevue.changes, IMPORT)
    _save_versions([prevue.objet for prevue in plan.organisations if prevue.is_creation], by)
    lien = Organisation.thematiques.through
    lien._default_manager.bulk_create(
        [
            lien(organisation_id=prevue.objet.pk, thematique_id=pk)
            for prevue in plan.organisations
            for pk in prevue.thematiques_ajoutees
        ],
        batch_size=PAR_LOT,
    )
    for ecrit, prevue in ecrits:
        ecrit.apres |= {champ: dump_valeur(prevue.objet, champ) for champ in ecrit.apres}
    EcritImport.objects.bulk_create([ecrit for ecrit, _ in ecrits], batch_size=PAR_LOT)
    # What was read is written: it is not kept twice.
    current.statut, current.fait_le, current.lignes, current.bilan = StatutImport.FAIT, timezone.now(), [], plan.bilan
    current.save()
    record(by, Geste.IMPORTER, current, current.espace, **plan.bilan)
    return plan


def _prepare(fichier: Import, prevue: FichePrevue) -> tuple[EcritImport, FichePrevue]:
    """What undoing needs: the fields as they were; of a new function, all of them, since it has no version."""
    objet = prevue.objet
    champs = [*prevue.changes, *(["communes"] if prevue.communes_ajoutees else [])]
    if prevue.is_creation:
        champs = CHAMPS_SANS_VERSION.get(type(objet), [])
    ecrit = EcritImport(
        fichier=fichier,
        objet_type=next(cle for cle, modele in MODELES.items() if isinstance(objet, modele)),
        objet_uuid=objet.pk,
        is_creation=prevue.is_creation,
        avant={} if prevue.is_creation else {champ: dump_valeur(objet, champ) for champ in champs},
        apres=dict.fromkeys(champs),
    )
    if prevue.thematiques_ajoutees and not prevue.is_creation:
        ecrit.avant["thematiques"] = sorted(map(str, prevue.thematiques_ajoutees))
    return ecrit, prevue


def _apply(prevue: FichePrevue, by: Compte) -> None:
    for champ, valeur in prevue.changes.items():
        setattr(prevue.objet, champ, valeur)
    if prevue.communes_ajoutees:
        prevue.objet.communes = sorted({*prevue.objet.communes, *prevue.communes_ajoutees})
    if prevue.is_creation and isinstance(prevue.objet, Organisation):
        prevue.objet.created_by = prevue.objet.updated_by = by


def _save(objet: Any, by: Compte, champs: Iterable[str], raison: str) -> None:
    """A new version of the texts of an organisation when one of them changes."""
    if isinstance(objet, Organisation) and not set(objet.CHAMPS_TEXTES).isdisjoint(champs):
        update_textes(objet, by=by, prets=TextesPrets(get_textes(objet)), raison=raison)
    elif isinstance(objet, Organisation):
        save_sans_version(objet, by)
    elif isinstance(objet, Personne):
        save_personne(objet)
    else:
        objet.save()


def _save_versions(organisations: Iterable[Organisation], by: Compte) -> None:
    """The first version of their texts, which rows written together do not get by themselves."""
    written = [organisation for organisation in organisations if any(get_textes(organisation).values())]
    auteur = {"auteur_nom": str(by)[:MAX_NOM_AUTEUR]}
    Organisation.versions.bulk_history_create(
        written, batch_size=PAR_LOT, default_change_reason=IMPORT, custom_historical_attrs=auteur
    )


@transaction.atomic
def restore_import(*, by: Compte, fichier: Import) -> Import:
    """Undo: cards that it created go, unless they were used or changed since; those that it changed get back what they
    had, except what someone has changed since. `restes` says which stay, and why.

    Raise ActeurRefuse when it is undone already, or when a former number is taken.
    """
    current = _lock(fichier, StatutImport.FAIT)
    ecrits = list(EcritImport.objects.filter(fichier=current))
    restes: list[str] = []
    # What points first: a function or a tie that stays keeps its person and its organisation.
    for cle in ("lien", "fonction", "personne", "organisation"):
        crees = [ecrit for ecrit in ecrits if ecrit.is_creation and ecrit.objet_type == cle]
        restes += _delete_crees(cle, crees)
    for ecrit in ecrits:
        if not ecrit.is_creation and (row := MODELES[ecrit.objet_type].objects.filter(pk=ecrit.objet_uuid).first()):
            restes += _restore(row, ecrit, by)
    current.statut, current.annule_le, current.restes = StatutImport.ANNULE, timezone.now(), restes
    current.save(update_fields=["statut", "annule_le", "restes", "updated_at"])
    record(by, Geste.RESTAURER, current, current.espace, restes=len(restes))
    return current


def _delete_crees(cle: str, ecrits: list[EcritImport]) -> list[str]:
    """Delete what nobody used or changed since; the names of what stays, with the reason."""
    modele = MODELES[cle]
    rows = {row.pk: row for row in _get_lots(modele, [ecrit.objet_uuid for ecrit in ecrits])}
    used, reunies = _get_utilises(modele, cle, list(rows)), _get_reunies(modele, list(rows))
    going, stays = [], []
    for ecrit in ecrits:
        row = rows.get(ecrit.objet_uuid)
        if row is None:
            continue
        if row.pk in reunies or _is_changee(row, ecrit):
            stays.append(f"{row}\u00a0: changée depuis")
        elif row.pk in used:
            stays.append(f"{row}\u00a0: utilisée depuis")
        else:
            going.append(row.pk)
    for start in range(0, len(going), PAR_LOT):
        modele.objects.filter(pk__in=going[start : start + PAR_LOT]).delete()
    return stays


def _get_lots(modele: Any, pks: list[UUID]) -> Iterable[Any]:
    for start in range(0, len(pks), PAR_LOT):
        yield from modele.objects.filter(pk__in=pks[start : start + PAR_LOT])


def _get_utilises(modele: Any, cle: str, pks: list[UUID]) -> set[UUID]:
    """Those that a row of any package points at; the thématiques of an organisation are its own."""
    colonnes = [
        (autre, champ) for autre, champ in list_colonnes(modele) if autre is not Organisation.thematiques.through
    ]
    # What people wrote on a card, in any package; nothing points at a function.
    references = list_modeles_references() if any(type_objet.cle == cle for type_objet in objets.get_all()) else []
    used: set[UUID] = set()
    for start in range(0, len(pks), PAR_LOT):
        lot = pks[start : start + PAR_LOT]
        for autre, champ in colonnes:
            used |= set(autre._base_manager.filter(**{f"{champ}__in": lot}).values_list(champ, flat=True))
        for autre in references:
            rows = autre._base_manager.filter(objet_type=cle, objet_uuid__in=lot)
            used |= set(rows.values_list("objet_uuid", flat=True))
    return used


def _get_reunies(modele: Any, pks: list[UUID]) -> set[UUID]:
    """Cards to which another one was joined; functions and ties never are."""
    if modele in CHAMPS_SANS_VERSION:
        return set()
    found: set[UUID] = set()
    for start in range(0, len(pks), PAR_LOT):
        rows = modele._default_manager.filter(fusionnee_dans__in=pks[start : start + PAR_LOT])
        found |= set(rows.values_list("fusionnee_dans", flat=True))
    return found


def _is_changee(row: Any, ecrit: EcritImport) -> bool:
    if type(row) in CHAMPS_SANS_VERSION:
        return any(dump_valeur(row, champ) != valeur for champ, valeur in ecrit.apres.items())
    return row.version != 1 or row.fusionnee_dans_id is not None


def _restore(row: Any, ecrit: EcritImport, by: Compte) -> list[str]:
    simples = {champ: valeur for champ, valeur in ecrit.avant.items() if champ != "thematiques"}
    mine = [champ for champ in simples if dump_valeur(row, champ) == ecrit.apres.get(champ)]
    for champ in mine:
        setattr(row, champ, load_valeur(row, champ, simples[champ]))
    if isinstance(row, Organisation):
        refuse_siret_pris(row)
        row.thematiques.remove(*Thematique.objects.filter(pk__in=ecrit.avant.get("thematiques", ())))
    _save(row, by, mine, "Annule un import de l’annuaire")
    kept = [str(row._meta.get_field(champ).verbose_name) for champ in simples if champ not in mine]
    return [f"{row}\u00a0: {', '.join(kept)}, changé depuis"] if kept else []


def _lock(fichier: Import, statut: StatutImport) -> Import:
    """The row as it is now. Raise ActeurRefuse when someone went further meanwhile: sent twice, a gesture is done
    once."""
    refuse_espace_expire(fichier.espace)
    locked = Import.objects.select_for_update().filter(pk=fichier.pk, statut=statut).first()
    if locked is None:
        raise ActeurRefuse("C’est déjà fait\u00a0: cet import n’en est plus là.")
    locked.espace = fichier.espace
    return locked


@transaction.atomic
def record_export(*, by: Compte, espace: Espace, format: str) -> None:
    """Addresses and telephones leave: the journal says who took them."""
    record(by, Geste.EXPORTER, espace, espace, annuaire=format)
