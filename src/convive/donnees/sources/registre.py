"""All the sources of the product, in the order in which they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from convive.donnees import depot
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat, Source
from convive.donnees.erreurs import SourceInconnue
from convive.donnees.sources import (
    annuaire_education,
    apl,
    arcep,
    associations,
    base,
    caf_iris,
    caf_precarite,
    comparateur,
    couverture_communes,
    couverture_petite_enfance,
    cubes,
    dares,
    effectifs_ecoles,
    equipements,
    fictif,
    filosofi_2019,
    filosofi_2021,
    filosofi_2023,
    filosofi_iris,
    france_services,
    frr,
    ips,
    iris,
    iris_communes,
    mediation_numerique,
    mouvements,
    naissances,
    perimetre_epci,
    populations_reference,
    populations_serie,
    prestations,
    qpv_2022,
    qpv_2024,
    recensement,
    rpls,
    zonages,
)


@dataclass(frozen=True)
class SourceDepot:
    """A source that is read from the dépôt."""

    source: Source
    build: Callable[[Path, CodeOfficielGeographique], Resultat]
    build_joint: Callable[[Path, CodeOfficielGeographique, Mapping[str, str]], Resultat] | None = None
    """For a file that needs the directory of schools: its reader, which takes school number → commune."""


SOURCES_DEPOT: tuple[SourceDepot, ...] = (
    SourceDepot(populations_serie.SOURCE, populations_serie.build),
    SourceDepot(populations_reference.SOURCE, populations_reference.build),
    SourceDepot(perimetre_epci.SOURCE, perimetre_epci.build),
    SourceDepot(comparateur.SOURCE, comparateur.build),
    SourceDepot(recensement.SOURCE, recensement.build),
    SourceDepot(iris_communes.SOURCE, iris_communes.build),
    SourceDepot(filosofi_2023.SOURCE, filosofi_2023.build),
    SourceDepot(filosofi_2021.SOURCE, filosofi_2021.build),
    SourceDepot(filosofi_2019.SOURCE, filosofi_2019.build),
    SourceDepot(filosofi_iris.SOURCE, filosofi_iris.build),
    SourceDepot(naissances.SOURCE, naissances.build),
    SourceDepot(cubes.SOURCE, cubes.build),
    SourceDepot(couverture_petite_enfance.SOURCE, couverture_petite_enfance.build),
    SourceDepot(couverture_petite_enfance.SOURCE_HISTORIQUE, couverture_petite_enfance.build),
    SourceDepot(couverture_communes.SOURCE, couverture_communes.build),
    SourceDepot(prestations.SOURCE, prestations.build),
    SourceDepot(caf_iris.SOURCE, caf_iris.build),
    SourceDepot(caf_precarite.SOURCE, caf_precarite.build),
    SourceDepot(annuaire_education.SOURCE, annuaire_education.build),
    # After the directory of schools, which it needs.
    SourceDepot(effectifs_ecoles.SOURCE, effectifs_ecoles.build, effectifs_ecoles.build),
    SourceDepot(ips.SOURCE, ips.build),
    SourceDepot(dares.SOURCE, dares.build),
    SourceDepot(france_services.SOURCE, france_services.build),
    SourceDepot(equipements.SOURCE, equipements.build),
    SourceDepot(rpls.SOURCE, rpls.build),
    SourceDepot(apl.SOURCE, apl.build),
    SourceDepot(arcep.SOURCE, arcep.build),
    SourceDepot(mediation_numerique.SOURCE, mediation_numerique.build),
    SourceDepot(associations.SOURCE, associations.build),
    SourceDepot(zonages.SOURCE, zonages.build),
    SourceDepot(frr.SOURCE, frr.build),
    SourceDepot(qpv_2024.SOURCE, qpv_2024.build),
    SourceDepot(qpv_2022.SOURCE, qpv_2022.build),
    SourceDepot(iris.SOURCE, iris.build),
)

SOURCES: dict[str, Source] = {
    source.identifiant: source
    for source in (
        *base.SOURCES,
        mouvements.SOURCE,
        *(element.source for element in SOURCES_DEPOT),
        fictif.SOURCE,
    )
}


def validate_identifiants(identifiants: list[str]) -> None:
    """Raise SourceInconnue for a name that is not a source of the dépôt."""
    connues = [identifiant for identifiant, source in SOURCES.items() if source.motifs]
    for identifiant in identifiants:
        if identifiant not in connues:
            raise SourceInconnue(identifiant, connues)


def list_non_lus(depot_dir: Path | None) -> dict[str | None, list[str]]:
    """Reason → files of the dépôt that no source reads; the reason is None for unknown files."""
    par_raison: dict[str | None, list[str]] = {}
    declarees = [source for source in SOURCES.values() if source.motifs]
    for nom, raison in depot.list_non_lus(depot_dir, declarees) if depot_dir and depot_dir.is_dir() else ():
        par_raison.setdefault(raison, []).append(nom)
    return par_raison
