"""What importing a list of conventions would do: create or change them, attach services. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convive.acteurs.rules.lignes import LigneLue
from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.acteurs.selectors.prevision_import import LignePrevue, PlanLignes
from convive.documents.rules.colonnes import get_cellules
from convive.espaces.models import Membre
from convive.offre.models import Cof, ImportCofs, ServiceEquipement
from convive.offre.rules.colonnes_cof import CHAMPS_PAR_CLE, TEXTES
from convive.offre.rules.lignes_cof import parse_ligne_cof
from convive.offre.selectors.catalogue import get_prestations
from convive.offre.selectors.cof import get_cofs
from convive.offre.selectors.equipement import get_services
from convive.offre.selectors.plan_import import fold_noms
from convive.socle.noms import fold_nom

CHAMPS_COF = ("type_ps", "date_debut", "date_fin")


@dataclass(slots=True)
class CofPrevue:
    """A convention with the values of the file: `dits` from the rows so far, `changes` the fields that change,
    `services` those to attach."""

    cof: Cof
    is_creation: bool
    dits: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    services: set[UUID] = field(default_factory=set)

    @property
    def is_change(self) -> bool:
        return not self.is_creation and bool(self.changes or self.services)


@dataclass(slots=True)
class PlanCofs(PlanLignes):
    cofs: list[CofPrevue] = field(default_factory=list)

    @property
    def is_vide(self) -> bool:
        return not any(prevue.is_creation or prevue.is_change for prevue in self.cofs)

    @property
    def bilan(self) -> dict[str, int]:
        return {
            "crees": sum(prevue.is_creation for prevue in self.cofs),
            "changes": sum(prevue.is_change for prevue in self.cofs),
            **self.bilan_lignes,
        }


@dataclass(slots=True)
class _Registre:
    """The current conventions and services, indexed by what a row may refer to; `prevues`, by folded number, grows with
    the rows."""

    membre: Membre
    communes: Mapping[str, str]
    prestations: Mapping[str, str]
    cofs: Mapping[str, list[Cof]]
    visibles: frozenset[UUID]
    services: Mapping[str, list[ServiceEquipement]]
    attaches: Mapping[UUID, set[UUID]]
    prevues: dict[str, CofPrevue] = field(default_factory=dict)


def build_plan_cofs(membre: Membre, fichier: ImportCofs) -> PlanCofs:
    """Compute the plan, in five queries whatever the number of rows. Rows with the same number are one convention with
    several services."""
    registre, plan = _read_registre(membre), PlanCofs()
    for numero, cellules in fichier.lignes:
        lue = parse_ligne_cof(
            numero,
            get_cellules(fichier.mapping, cellules, TEXTES),
            prestations=registre.prestations,
            communes=registre.communes,
        )
        ligne = LignePrevue(numero, str(lue.valeurs.get("numero", "")) or "(sans numéro)", erreurs=lue.erreurs)
        plan.lignes.append(ligne)
        if not lue.erreurs:
            _read_ligne(lue, ligne, registre)
    plan.cofs = list(registre.prevues.values())
    return plan


def _read_registre(membre: Membre) -> _Registre:
    cofs: dict[str, list[Cof]] = {}
    for cof in Cof.objects.filter(espace_id=membre.espace_id).order_by("date_fin", "pk"):
        cofs.setdefault(fold_nom(cof.numero), []).append(cof)
    visibles = frozenset(get_cofs(membre).values_list("pk", flat=True))
    services: dict[str, list[ServiceEquipement]] = {}
    for service in get_services(membre).filter(archive_le__isnull=True):
        services.setdefault(service.nom_compare, []).append(service)
    attaches: dict[UUID, set[UUID]] = {}
    liens = Cof.services.through._default_manager.filter(cof__espace_id=membre.espace_id)
    for cof_uuid, service_uuid in liens.values_list("cof_id", "serviceequipement_id"):
        attaches.setdefault(cof_uuid, set()).add(service_uuid)
    communes = {fold_nom(nom): code for code, nom in get_noms_communes_espace(membre).items()}
    return _Registre(membre, communes, fold_noms(get_prestations("ps")), cofs, visibles, services, attaches)


def _read_ligne(lue: LigneLue, ligne: LignePrevue, registre: _Registre) -> None:
    """Add the values of a row to its convention; a refused row gets the reason in its errors."""
    valeurs = lue.valeurs
    cle = fold_nom(valeurs["numero"])
    prevue = registre.prevues.get(cle) or _find(valeurs, ligne, registre)
    if ligne.erreurs or prevue is None:
        return
    dits = {champ: valeurs[champ] for champ in CHAMPS_COF if champ in valeurs}
    autres = [champ for champ, valeur in dits.items() if prevue.dits.get(champ, valeur) != valeur]
    if autres:
        noms = ", ".join(CHAMPS_PAR_CLE[champ].libelle for champ in autres)
        ligne.erreurs.append(f"Une autre ligne de cette convention dit autre chose : {noms}.")
        return
    changes = {champ: valeur for champ, valeur in dits.items() if champ not in prevue.dits}
    if not prevue.is_creation:
        changes = {champ: valeur for champ, valeur in changes.items() if getattr(prevue.cof, champ) != valeur}
    fin = changes.get("date_fin", prevue.changes.get("date_fin", prevue.cof.date_fin))
    debut = changes.get("date_debut", prevue.changes.get("date_debut", prevue.cof.date_debut))
    manques = [nom for nom, jour in (("le premier jour", debut), ("le dernier jour", fin)) if jour is None]
    if manques:
        ligne.erreurs.append(f"Il manque {' et '.join(manques)} de la convention.")
        return
    if debut and fin and fin < debut:
        ligne.erreurs.append("Le dernier jour viendrait avant le premier, celui de la convention déjà notée.")
        return
    services = _list_services(valeurs, ligne, registre) - registre.attaches.get(prevue.cof.pk, set()) - prevue.services
    if ligne.erreurs:
        return
    is_premiere = cle not in registre.prevues
    registre.prevues[cle] = prevue
    prevue.dits |= dits
    prevue.changes |= changes
    prevue.services |= services
    if prevue.is_creation and is_premiere:
        ligne.effets.append("ajoute la convention")
    elif changes and not prevue.is_creation:
        ligne.effets.append(f"change : {', '.join(CHAMPS_PAR_CLE[champ].libelle.lower() for champ in changes)}")
    if services:
        ligne.effets.append("la rattache à " + ("un service" if len(services) == 1 else f"{len(services)} services"))


def _find(valeurs: Mapping[str, Any], ligne: LignePrevue, registre: _Registre) -> CofPrevue | None:
    """Find the convention of a row by number, and by start date too if several have this number."""
    memes = registre.cofs.get(fold_nom(valeurs["numero"]), [])
    if len(memes) > 1:
        memes = [cof for cof in memes if cof.date_debut == valeurs.get("date_debut")]
        if len(memes) != 1:
            ligne.erreurs.append("Plusieurs conventions portent ce numéro : précisez leur premier jour.")
            return None
    if memes and memes[0].pk not in registre.visibles:
        ligne.erreurs.append("Une convention de ce numéro existe déjà, pour un service hors de vos limites.")
        return None
    if memes:
        memes[0].espace = registre.membre.espace
        return CofPrevue(memes[0], False)
    return CofPrevue(Cof(espace=registre.membre.espace, numero=valeurs["numero"]), True)


def _list_services(valeurs: Mapping[str, Any], ligne: LignePrevue, registre: _Registre) -> set[UUID]:
    """The services named in the row; one that is not in the inventory is reported and ignored."""
    found: set[UUID] = set()
    commune = valeurs.get("code_commune", "")
    for nom in valeurs.get("service", ()):
        memes = registre.services.get(fold_nom(nom), [])
        ici = [service for service in memes if not commune or service.code_commune in ("", commune)]
        if len(ici) > 1:
            ligne.erreurs.append(f"Plusieurs services s’appellent « {nom} » : précisez la commune.")
        elif ici:
            found.add(ici[0].pk)
        else:
            ligne.avertissements.append(f"« {nom} » n’est pas dans l’inventaire : la convention n’y est pas rattachée.")
    return found
