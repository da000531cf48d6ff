"""Today's code list of communes, and what older codes have become: mergers, recodings, splits.

Every file uses the code list of its own year; this module converts them all to the same one.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from convive.donnees.erreurs import FichierIllisible
from convive.territoires.rules import TypeTerritoire, is_fictif

PREFIXES_COLLECTIVITES_OUTREMER = ("975", "977", "978", "98")
"""Prefixes of the collectivités d'outre-mer: real codes, but outside « France » (métropole and DROM)."""
_DATE_INCONNUE = "9999-12-31"
"""The date of an undated split, later than any vintage: a figure is then withheld rather than wrong."""


@dataclass(frozen=True)
class Commune:
    """A commune of today's code list and the territories that contain it."""

    code: str
    departement: str
    region: str
    epci: str | None = None
    ept: str | None = None

    @property
    def is_fictif(self) -> bool:
        return is_fictif(self.code)


@dataclass(frozen=True)
class Scission:
    """A commune restored or created out of another one, both in today's list; dates are in ISO format.

    `date_fusion`: when the parent had absorbed the child; empty if they were never separate before, or if unknown.
    """

    parent: str
    enfant: str
    date_effet: str
    date_fusion: str = ""

    def is_indivise(self, jour: str) -> bool:
        """Whether the parent included the child in the code list of that day (ISO date)."""
        return self.date_fusion <= jour < self.date_effet


@dataclass(frozen=True)
class Mouvements:
    """The contents of the official file of movements: older codes, splits, and dates of mergers."""

    successeurs: Mapping[str, str]
    scissions: tuple[tuple[str, str, str], ...]
    absorptions: tuple[tuple[str, str, str], ...]


@dataclass
class CodeOfficielGeographique:
    """Today's communes, and how to get to them from any former code."""

    communes: dict[str, Commune]
    arrondissements: dict[str, str] = field(default_factory=dict)
    anciens: dict[str, str] = field(default_factory=dict)
    epcis: frozenset[str] = frozenset()
    departements: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    hors_champ: frozenset[str] = frozenset()
    scissions: tuple[Scission, ...] = ()
    absorptions: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Today's commune → [(former commune, ISO date of its absorption)]; empty without the file of movements."""
    noms: dict[tuple[str, str], str] = field(default_factory=dict)
    """(Département, `compute_cle_nom`) → today's commune, for the files that name communes without their code."""

    def __post_init__(self) -> None:
        self.arrondissements_par_commune: dict[str, list[str]] = defaultdict(list)
        for arrondissement, commune in self.arrondissements.items():
            self.arrondissements_par_commune[commune].append(arrondissement)
        self.communes_avec_anciens = frozenset(self.anciens.values())
        self.communes_reelles = [commune for commune in self.communes.values() if not commune.is_fictif]

    def get_code_actuel(self, code: str) -> str | None:
        """Today's commune for any code; None if unknown. An arrondissement municipal gives its commune."""
        if code in self.communes:
            return code
        return self.arrondissements.get(code) or self.anciens.get(code)

    def is_hors_champ(self, code: str) -> bool:
        """Whether the code is that of a collectivité d'outre-mer, which is known but not used."""
        return code in self.hors_champ or code.startswith(PREFIXES_COLLECTIVITES_OUTREMER)


def build_code_officiel_geographique(
    territoires: Iterable[Mapping[str, object]], passages: Iterable[Mapping[str, str]]
) -> CodeOfficielGeographique:
    """Build the code list from the rows of `territoires.parquet` and the dated facts of `passages.csv`."""
    communes: dict[str, Commune] = {}
    arrondissements: dict[str, str] = {}
    anciens: dict[str, str] = {}
    hors_champ: set[str] = set()
    epcis: set[str] = set()
    noms: dict[tuple[str, str], str] = {}
    for ligne in territoires:
        code, nature = str(ligne["code"]), str(ligne["type"])
        if nature in (TypeTerritoire.COMMUNE, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL):
            noms[str(ligne["departement"]), compute_cle_nom(str(ligne["nom"]))] = str(ligne["parent"] or code)
        if nature == TypeTerritoire.COMMUNE:
            if ligne["zone"] == "com":
                hors_champ.add(code)
                continue
            communes[code] = _build_commune(ligne)
            for ancien in ligne["anciens_codes"] or ():  # type: ignore[attr-defined]  # a list in this column of the file
                anciens[ancien] = code
        elif nature == TypeTerritoire.ARRONDISSEMENT_MUNICIPAL:
            arrondissements[code] = str(ligne["parent"])
        elif nature == TypeTerritoire.EPCI:
            epcis.add(code)
    for code in communes:
        anciens.pop(code, None)
    scissions: list[Scission] = []
    for passage in passages:
        ancien, code = passage["ancien_code"], passage["code"]
        if ancien in communes and code in communes and ancien != code:
            scissions.append(Scission(ancien, code, passage["date_effet"] or _DATE_INCONNUE))
        elif code in communes and ancien not in communes:
            anciens.setdefault(ancien, code)
    return CodeOfficielGeographique(
        communes=communes,
        arrondissements=arrondissements,
        anciens=anciens,
        epcis=frozenset(epcis),
        # Only départements of communes in scope: the collectivités d'outre-mer have none.
        departements=frozenset(c.departement for c in communes.values() if c.departement),
        regions=frozenset(c.region for c in communes.values() if c.region),
        hors_champ=frozenset(hors_champ),
        scissions=tuple(scissions),
        noms=noms,
    )


def compute_cle_nom(nom: str) -> str:
    """The name of a commune for comparison: the official spelling, ignoring case and the kind of apostrophe."""
    return nom.strip().casefold().replace("’", "'")


def _build_commune(ligne: Mapping[str, object]) -> Commune:
    """Build a commune. A fictional one only keeps fictional parents, since no invented figure may enter a real
    territory."""
    code = str(ligne["code"])

    def get_parent(champ: str) -> str | None:
        parent = ligne[champ]
        return str(parent) if parent and is_fictif(str(parent)) == is_fictif(code) else None

    return Commune(
        code, get_parent("departement") or "", get_parent("region") or "", get_parent("epci"), get_parent("ept")
    )


def get_passages(path: Path) -> list[dict[str, str]]:
    """Rows of `passages.csv`: ancien_code, code, nature, date_effet, url_source."""
    with path.open(encoding="utf-8", newline="") as flux:
        lecteur = csv.DictReader(flux)
        try:
            for colonne in ("ancien_code", "code", "nature", "date_effet", "url_source"):
                if colonne not in (lecteur.fieldnames or ()):
                    raise FichierIllisible(path.name, "cette colonne manque", ligne=1, colonne=colonne)
            return list(lecteur)
        except (csv.Error, UnicodeDecodeError) as error:
            raise FichierIllisible(path.name, "le fichier est abîmé", ligne=lecteur.line_num + 1) from error


def attach_mouvements(cog: CodeOfficielGeographique, mouvements: Mouvements) -> CodeOfficielGeographique:
    """The code list completed with the official movements: older codes, dated splits, dates of mergers."""
    anciens = dict(cog.anciens)
    for code in mouvements.successeurs:
        if code not in cog.communes and code not in anciens and (actuel := _get_aboutissement(cog, mouvements, code)):
            anciens[code] = actuel
    complet = CodeOfficielGeographique(
        communes=cog.communes,
        arrondissements=cog.arrondissements,
        anciens=anciens,
        epcis=cog.epcis,
        departements=cog.departements,
        regions=cog.regions,
        hors_champ=cog.hors_champ,
        noms=cog.noms,
    )
    scissions = {(s.parent, s.enfant): s for s in cog.scissions}
    for avant, apres, date_effet in mouvements.scissions:
        parent, enfant = complet.get_code_actuel(avant), complet.get_code_actuel(apres)
        if parent and enfant and parent != enfant and enfant == apres:
            connue = scissions.get((parent, enfant))
            if connue is None or connue.date_effet < date_effet:
                scissions[parent, enfant] = Scission(parent, enfant, date_effet)
    for cle, scission in scissions.items():
        scissions[cle] = replace(scission, date_fusion=_get_date_fusion(complet, mouvements, scission))
    complet.scissions = tuple(sorted(scissions.values(), key=lambda s: (s.parent, s.enfant)))
    absorptions: dict[str, dict[str, str]] = defaultdict(dict)
    for absorbee, absorbante, date_effet in mouvements.absorptions:
        actuel = complet.get_code_actuel(absorbante)
        if actuel and absorbee not in complet.communes and complet.get_code_actuel(absorbee) == actuel:
            absorptions[actuel][absorbee] = max(date_effet, absorptions[actuel].get(absorbee, ""))
    complet.absorptions = {code: sorted(dates.items()) for code, dates in absorptions.items()}
    return complet


def _get_date_fusion(cog: CodeOfficielGeographique, mouvements: Mouvements, scission: Scission) -> str:
    """The ISO date of the last merger that this split undid; empty if there was none."""
    return max(
        (
            date_effet
            for absorbee, absorbante, date_effet in mouvements.absorptions
            if absorbee == scission.enfant
            and date_effet < scission.date_effet
            and cog.get_code_actuel(absorbante) == scission.parent
        ),
        default="",
    )


def _get_aboutissement(cog: CodeOfficielGeographique, mouvements: Mouvements, code: str) -> str | None:
    """Follow the successors of a code to one of today's communes; None if they end elsewhere or loop."""
    vus = set()
    while code not in vus:
        vus.add(code)
        if actuel := cog.get_code_actuel(code):
            return actuel
        if code not in mouvements.successeurs:
            return None
        code = mouvements.successeurs[code]
    return None
