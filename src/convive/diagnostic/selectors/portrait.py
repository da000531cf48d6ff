"""Read what a portrait needs, in a constant number of queries, and assemble it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from convive.diagnostic.rules.calcul import Grandeur
from convive.diagnostic.rules.portrait import MesuresLues, Portrait, Reference, Seuils, build_portrait
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.manifeste import ETATS_CHARGES
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.requetes.sources import get_provenance
from convive.donnees.rules import CODE_FRANCE, Maille, Mesure, Statut
from convive.territoires.rules import CommuneResume, PerimetreResolu
from convive.territoires.selectors import get_codes_by_epci

# Beyond this number of départements, the périmètre is compared with its régions and with France only.
MAX_DEPARTEMENTS = 3
# What a périmètre of this kind is in the long table, when a producer publishes figures for it.
MAILLE_PUBLIEE = {
    "epci": Maille.EPCI,
    "ept": Maille.EPT,
    "commune": Maille.COMMUNE,
    "arrondissement_municipal": Maille.ARRONDISSEMENT_MUNICIPAL,
}


def get_seuils(a_la_date: date) -> Seuils:
    catalogue = get_catalogue()
    return Seuils(
        effectif_diffuse=catalogue.get_parametre("seuil_effectif_diffuse", a_la_date),
        denominateur_taux=catalogue.get_parametre("seuil_denominateur_taux", a_la_date),
        prudence=catalogue.get_parametre("seuil_prudence", a_la_date),
        couverture_comparaison=catalogue.get_parametre("couverture_comparaison_pourcent", a_la_date),
    )


def get_references(perimetre: PerimetreResolu) -> tuple[Reference, ...]:
    """Départements (at most MAX_DEPARTEMENTS), régions, then France; those where most of its people live come first.

    A fictional périmètre is compared with its fictional département only: invented figures say nothing of France.
    """
    departements = _rank_by_population((c.departement, c.departement_nom, c) for c in perimetre.communes)
    if len(departements) > MAX_DEPARTEMENTS:
        departements = {}
    regions = _rank_by_population((c.region, c.region_nom, c) for c in perimetre.communes)
    references = [Reference("departement", code, nom, f"le département ({nom})") for code, nom in departements.items()]
    # A région of one département (overseas, most often) would say the same thing twice.
    references += [
        Reference("region", code, nom, f"la région ({nom})")
        for code, nom in regions.items()
        if nom not in departements.values()
    ]
    if not perimetre.fictif:
        references.append(Reference("france", CODE_FRANCE, "France", "la France"))
    return tuple(references)


def _rank_by_population(places: Iterable[tuple[str, str, CommuneResume]]) -> dict[str, str]:
    """Name by code, the most populated part of the périmètre first, then by code."""
    noms: dict[str, str] = {}
    populations: dict[str, int] = {}
    for code, nom, commune in places:
        if code:
            noms[code] = nom
            populations[code] = populations.get(code, 0) + (commune.population_municipale or 0)
    return {code: noms[code] for code in sorted(noms, key=lambda code: (-populations[code], code))}


def _index(rows: Iterable[Mesure]) -> dict[tuple[str, str], dict[str, dict[int, Grandeur]]]:
    indexed: dict[tuple[str, str], dict[str, dict[int, Grandeur]]] = {}
    for row in rows:
        # An aggregated row counts its communes; a row read in a file counts for one.
        if row.communes_total is None:
            known, total = (0 if row.valeur is None else 1), 1
        else:
            known, total = row.communes_connues or 0, row.communes_total
        grandeur = Grandeur(row.valeur, Statut(row.statut), row.source, known, total)
        indexed.setdefault((row.maille, row.territoire), {}).setdefault(row.indicateur, {})[row.millesime] = grandeur
    return indexed


def get_portrait(perimetre: PerimetreResolu, a_la_date: date) -> Portrait:
    """Compute the portrait of a périmètre. Raise DonneesAbsentes when nothing was built yet."""
    catalogue = get_catalogue()
    references = get_references(perimetre)
    maille = MAILLE_PUBLIEE.get(perimetre.type)
    mailles = {commune.code: MAILLE_PUBLIEE[commune.type] for commune in perimetre.communes}
    targets: list[tuple[str, str]] = [(maille_commune, code) for code, maille_commune in mailles.items()]
    targets += [(reference.niveau, reference.code) for reference in references]
    if maille is not None and maille not in (Maille.COMMUNE, Maille.ARRONDISSEMENT_MUNICIPAL):
        targets.append((maille, perimetre.code))
    cadres = get_cadres(perimetre)
    targets += [(Maille.COMMUNE, code) for members in cadres.values() for code in members if code not in mailles]
    indexed = _index(get_mesures(targets, indicateurs=list(catalogue.grandeurs)))
    empty: dict[str, Any] = {}
    mesures = MesuresLues(
        communes={code: indexed.get((maille_commune, code), empty) for code, maille_commune in mailles.items()},
        territoire=None if maille is None else indexed.get((maille, perimetre.code), empty),
        references={
            (reference.niveau, reference.code): indexed.get((reference.niveau, reference.code), empty)
            for reference in references
        },
        cadres={
            epci: {code: indexed.get((Maille.COMMUNE, code), empty) for code in members}
            for epci, members in cadres.items()
        },
        sources_chargees=frozenset(s.identifiant for s in get_provenance() if s.etat in ETATS_CHARGES),
    )
    return build_portrait(catalogue, mesures, references, get_seuils(a_la_date))


def get_cadres(perimetre: PerimetreResolu) -> dict[str, tuple[str, ...]]:
    """Codes of all the communes of each EPCI that the périmètre touches; the périmètre itself when it is an EPCI.

    A commune outside any EPCI is its own frame.
    """
    if perimetre.type == "epci":
        return {perimetre.code: tuple(commune.code for commune in perimetre.communes)}
    epcis = sorted({commune.epci for commune in perimetre.communes if commune.epci})
    alone = {commune.code: (commune.code,) for commune in perimetre.communes if not commune.epci}
    return alone | get_codes_by_epci(epcis)
