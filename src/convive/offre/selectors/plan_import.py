"""What importing a file would do: services to create or change, rows to correct. Nothing is written."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convive.acteurs.models import Organisation
from convive.acteurs.rules.lignes import LigneLue
from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.acteurs.selectors.prevision_import import LignePrevue, PlanLignes
from convive.documents.rules.colonnes import get_cellules
from convive.espaces.models import Membre, Thematique
from convive.espaces.rules import Limites
from convive.offre.models import ImportServices, ServiceEquipement, StatutGestion
from convive.offre.rules.colonnes import CHAMPS_PAR_CLE, TEXTES
from convive.offre.rules.lignes import Reperes, parse_ligne
from convive.offre.selectors.catalogue import TypeLu, get_prestations, list_types
from convive.offre.selectors.equipement import get_services, list_themes
from convive.socle.noms import fold_nom

LISTES = ("ps_percues", "bonus_percus", "communes")


@dataclass(slots=True)
class ServicePrevu:
    """A service with the values of the file: `changes` are the fields that change, `thematiques` all those that it will
    have, or None if they do not change."""

    service: ServiceEquipement
    is_creation: bool
    changes: dict[str, Any]
    thematiques: frozenset[UUID] | None = None

    @property
    def is_change(self) -> bool:
        return not self.is_creation and bool(self.changes or self.thematiques is not None)


@dataclass(slots=True)
class PlanServices(PlanLignes):
    services: list[ServicePrevu] = field(default_factory=list)

    @property
    def is_vide(self) -> bool:
        return not any(prevu.is_creation or prevu.is_change for prevu in self.services)

    @property
    def bilan(self) -> dict[str, int]:
        return {
            "crees": sum(prevu.is_creation for prevu in self.services),
            "changes": sum(prevu.is_change for prevu in self.services),
            **self.bilan_lignes,
        }


@dataclass(slots=True)
class _Inventaire:
    """The current inventory, indexed by what a row may refer to."""

    membre: Membre
    limites: Limites
    reperes: Reperes
    types: Mapping[str, TypeLu]
    gestionnaires: Mapping[str, UUID]
    par_uai: dict[str, ServiceEquipement]
    par_nom: dict[str, list[ServiceEquipement]]
    themes: Mapping[UUID, frozenset[UUID]]
    vus: set[UUID] = field(default_factory=set)
    noms_vus: set[tuple[str, str]] = field(default_factory=set)


def build_plan(membre: Membre, fichier: ImportServices) -> PlanServices:
    """Compute the plan, in six queries whatever the number of rows."""
    inventaire, plan = _read_inventaire(membre), PlanServices()
    for numero, cellules in fichier.lignes:
        lue = parse_ligne(numero, get_cellules(fichier.mapping, cellules, TEXTES), inventaire.reperes)
        ligne = LignePrevue(numero, str(lue.valeurs.get("nom", "")) or "(sans nom)", erreurs=lue.erreurs)
        plan.lignes.append(ligne)
        prevu = None if lue.erreurs else _build_prevu(lue, ligne, inventaire)
        if prevu is not None:
            plan.services.append(prevu)
    return plan


def _read_inventaire(membre: Membre) -> _Inventaire:
    types = list_types(membre.espace)
    thematiques = {fold_nom(theme.nom): theme.pk for theme in Thematique.objects.filter(espace=membre.espace)}
    organisations = Organisation.objects.visible_to(membre.compte).filter(
        espace_id=membre.espace_id, archivee_le__isnull=True
    )
    rows = get_services(membre).filter(archive_le__isnull=True)
    services = list(rows)
    par_nom: dict[str, list[ServiceEquipement]] = {}
    for service in services:
        par_nom.setdefault(service.nom_compare, []).append(service)
    noms = {fold_nom(lu.nom): cle for cle, lu in types.items()}
    reperes = Reperes(
        # Keys are accepted too: « rpe », « multi_accueil ».
        {**{fold_nom(cle.replace("_", " ")): cle for cle in types}, **noms},
        {fold_nom(nom): code for code, nom in get_noms_communes_espace(membre).items()},
        thematiques,
        {fold_nom(libelle): valeur for valeur, libelle in StatutGestion.choices},
        fold_noms(get_prestations("ps")),
        fold_noms(get_prestations("bonus")),
        tuple(lu.nom for lu in types.values()),
    )
    return _Inventaire(
        membre,
        membre.limites,
        reperes,
        types,
        dict(organisations.order_by("-nom_compare").values_list("nom_compare", "pk")),
        {service.uai: service for service in services if service.uai},
        par_nom,
        {service: frozenset(pk for pk, _ in themes) for service, themes in list_themes(rows).items()},
    )


def fold_noms(noms: Mapping[str, str]) -> dict[str, str]:
    """Folded name, or key, of each prestation → its key."""
    return {fold_nom(cle.replace("_", " ")): cle for cle in noms} | {fold_nom(nom): cle for cle, nom in noms.items()}


def _build_prevu(lue: LigneLue, ligne: LignePrevue, inventaire: _Inventaire) -> ServicePrevu | None:
    """The planned service; None for a refused row, with the reason added to its errors."""
    valeurs = dict(lue.valeurs)
    if (nom := valeurs.pop("gestionnaire", "")) and (pk := inventaire.gestionnaires.get(fold_nom(nom))):
        valeurs["gestionnaire_id"] = pk
    elif nom:
        ligne.avertissements.append(
            f"«\u00a0{nom}\u00a0» n’est pas dans l’annuaire\u00a0: le gestionnaire n’est pas repris."
        )
    service = _find(valeurs, ligne, inventaire)
    if ligne.erreurs:
        return None
    if service is None and "type_cle" not in valeurs:
        ligne.erreurs.append("Il manque le type du service.")
        return None
    themes = valeurs.pop("thematiques", None)
    for champ in LISTES:
        if champ in valeurs:
            valeurs[champ] = sorted(valeurs[champ])
    if communes := valeurs.get("communes"):
        commune = valeurs.get("code_commune") or (service.code_commune if service else "")
        valeurs["communes"] = sorted({*communes, commune} - {""})
    if not _check_limites(valeurs, themes, service, ligne, inventaire):
        return None
    if service is None:
        usuelle = inventaire.types[valeurs["type_cle"]].thematique
        chosen = frozenset(themes or ({usuelle.pk} if usuelle else ()))
        ligne.effets.append("ajoute le service")
        return ServicePrevu(ServiceEquipement(espace=inventaire.membre.espace), True, valeurs, chosen)
    changes = {champ: valeur for champ, valeur in valeurs.items() if not _are_pareils(service, champ, valeur)}
    avant = inventaire.themes.get(service.pk, frozenset())
    chosen_themes = themes if themes is not None and themes != avant else None
    noms = [_get_libelle(champ) for champ in changes] + (["thématiques"] if chosen_themes is not None else [])
    if noms:
        ligne.effets.append(f"change\u00a0: {', '.join(noms)}")
    return ServicePrevu(service, False, changes, chosen_themes)


def _find(valeurs: Mapping[str, Any], ligne: LignePrevue, inventaire: _Inventaire) -> ServiceEquipement | None:
    """Find the service of a row by UAI, else by name, and by commune if several have this name. A file may only mention
    a service once."""
    nom, commune = fold_nom(valeurs["nom"]), valeurs.get("code_commune", "")
    found = inventaire.par_uai.get(valeurs.get("uai", "")) if valeurs.get("uai") else None
    if found is None:
        memes = inventaire.par_nom.get(nom, [])
        ici = [service for service in memes if not commune or service.code_commune in ("", commune)]
        if len(ici) > 1:
            ligne.erreurs.append("Plusieurs services portent ce nom\u00a0: précisez la commune.")
            return None
        found = ici[0] if ici else None
    if (found is not None and found.pk in inventaire.vus) or (nom, commune) in inventaire.noms_vus:
        ligne.erreurs.append("Ce service est déjà sur une autre ligne du fichier.")
    if found is not None:
        inventaire.vus.add(found.pk)
    inventaire.noms_vus.add((nom, commune))
    return found


def _check_limites(
    valeurs: Mapping[str, Any],
    themes: Set[UUID] | None,
    service: ServiceEquipement | None,
    ligne: LignePrevue,
    inventaire: _Inventaire,
) -> bool:
    """Whether a membre with limits would still see the service afterwards; if not, the row is refused."""
    limites = inventaire.limites
    communes = frozenset(valeurs.get("communes", service.communes if service else ()))
    if themes is None:
        usuelle = inventaire.types[valeurs["type_cle"]].thematique if service is None else None
        themes = inventaire.themes.get(service.pk) if service else {usuelle.pk} if usuelle else None
    dehors = any(
        limite and dit and not dit & limite
        for limite, dit in ((limites.communes, communes), (limites.thematiques, themes or frozenset()))
    )
    if dehors:
        ligne.erreurs.append("Ce service sortirait de vos limites\u00a0: vous ne le verriez plus.")
    return not dehors


def _are_pareils(service: ServiceEquipement, champ: str, valeur: Any) -> bool:
    actuelle = getattr(service, champ)
    if champ == "nom":
        return fold_nom(actuelle) == fold_nom(valeur)
    if champ in LISTES:
        return bool(sorted(actuelle) == valeur)
    if isinstance(actuelle, str) and isinstance(valeur, str):
        return actuelle.split() == valeur.split()
    return bool(actuelle == valeur)


def _get_libelle(champ: str) -> str:
    cle = "gestionnaire" if champ == "gestionnaire_id" else champ
    return (
        CHAMPS_PAR_CLE[cle].libelle.lower()
        if cle not in ("siret", "rna", "uai", "etp")
        else CHAMPS_PAR_CLE[cle].libelle
    )
