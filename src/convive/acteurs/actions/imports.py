"""Bring a file into the directory, and take it out again. Every action writes the journal."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.acteurs.actions.annulation import explain_restes, restore_champs, split_crees
from convive.acteurs.actions.fichier_importe import (
    PAR_LOT,
    SorteImport,
    create_fichier,
    delete_fichier,
    delete_fichiers_abandonnes,
    list_utilises,
    lock_fichier,
    record_annulation,
    record_import,
    refuse_plan,
    update_colonnes_fichier,
)
from convive.acteurs.actions.organisation import refuse_siret_pris
from convive.acteurs.actions.valeurs import dump_valeur
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
from convive.espaces.actions.ecriture import save_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Thematique
from convive.espaces.selectors.texte import get_textes
from convive.journal.models import MAX_NOM as MAX_NOM_AUTEUR
from convive.journal.models import Geste

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
IMPORT = "Import de l’annuaire"


SORTE = SorteImport(
    modele=Import,
    champs=CHAMPS_PAR_CLE,
    split_entete=split_entete,
    guess_colonnes=guess_colonnes,
    noms=frozenset({"nom", "nom_personne"}),
    sans_nom="Indiquez quelle colonne est le nom de l’organisation, ou celui du contact.",
    sans_effet="Tout est déjà dans l’annuaire\u00a0: il n’y a rien à importer.",
    refus=ActeurRefuse,
)
create_import = partial(create_fichier, SORTE)
update_colonnes = partial(update_colonnes_fichier, SORTE)
delete_import = partial(delete_fichier, SORTE)
delete_imports_abandonnes = partial(delete_fichiers_abandonnes, SORTE)


@transaction.atomic
def import_lignes(*, membre: Membre, fichier: Import, is_tout: bool) -> Plan:
    """Write the rows, as the directory is now. `is_tout`: all of them or none; else the good ones.

    Raise ActeurRefuse when nothing would change, when a row is wrong and all were asked, or when it is done already.
    """
    current, by = lock_fichier(SORTE, fichier, StatutImport.PREPARE), membre.compte
    plan = build_plan(membre, current)
    refuse_plan(SORTE, plan, is_tout=is_tout)
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
    record_import(current, by=by, bilan=plan.bilan)
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
    if isinstance(objet, Organisation | Personne):
        save_fiche(objet, by, champs, raison=raison)
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
    current: Import = lock_fichier(SORTE, fichier, StatutImport.FAIT)
    ecrits = list(EcritImport.objects.filter(fichier=current))
    restes: list[str] = []
    # What points first: a function or a tie that stays keeps its person and its organisation.
    for cle in ("lien", "fonction", "personne", "organisation"):
        crees = [ecrit for ecrit in ecrits if ecrit.is_creation and ecrit.objet_type == cle]
        restes += _delete_crees(cle, crees)
    for ecrit in ecrits:
        if not ecrit.is_creation and (row := MODELES[ecrit.objet_type].objects.filter(pk=ecrit.objet_uuid).first()):
            restes += _restore(row, ecrit, by)
    record_annulation(current, by=by, restes=restes)
    return current


def _delete_crees(cle: str, ecrits: list[EcritImport]) -> list[str]:
    """Delete what nobody used or changed since; the names of what stays, with the reason."""
    modele = MODELES[cle]
    rows = {row.pk: row for row in _get_lots(modele, [ecrit.objet_uuid for ecrit in ecrits])}
    used = list_utilises(modele, list(rows), sauf=[Organisation.thematiques.through])
    reunies = _get_reunies(modele, list(rows))
    presents = [(rows[ecrit.objet_uuid], ecrit) for ecrit in ecrits if ecrit.objet_uuid in rows]
    changes = reunies | {row.pk for row, ecrit in presents if _is_changee(row, ecrit)}
    going, restes = split_crees([row for row, _ in presents], changes=changes, used=used)
    for start in range(0, len(going), PAR_LOT):
        modele.objects.filter(pk__in=going[start : start + PAR_LOT]).delete()
    return restes


def _get_lots(modele: Any, pks: list[UUID]) -> Iterable[Any]:
    for start in range(0, len(pks), PAR_LOT):
        yield from modele.objects.filter(pk__in=pks[start : start + PAR_LOT])


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
    restes = restore_champs(row, simples, ecrit.apres)
    if isinstance(row, Organisation):
        refuse_siret_pris(row)
        row.thematiques.remove(*Thematique.objects.filter(pk__in=ecrit.avant.get("thematiques", ())))
    _save(row, by, simples, "Annule un import de l’annuaire")
    return explain_restes(row, restes)


@transaction.atomic
def record_export(*, by: Compte, espace: Espace, format: str) -> None:
    """Addresses and telephones leave: the journal says who took them."""
    record(by, Geste.EXPORTER, espace, espace, annuaire=format)
