"""The measured quantities of the long table: what can be asked for, in which unit, and whether it can be summed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantite:
    """A quantity measured by a producer.

    `additive` quantities are summed over communes; the others (medians, rates) are copied where they are published.
    """

    identifiant: str
    libelle: str
    unite: str
    additive: bool = True


_LISTE = (
    Quantite("population_municipale", "Population municipale", "habitants"),
    Quantite("superficie_km2", "Superficie", "km²"),
    Quantite("population_0_19", "Population de 0 à 19 ans", "habitants"),
    Quantite("population_20_64", "Population de 20 à 64 ans", "habitants"),
    Quantite("population_65p", "Population de 65 ans ou plus", "habitants"),
    Quantite("logements", "Logements", "logements"),
    Quantite("residences_principales", "Résidences principales", "logements"),
    Quantite("residences_secondaires", "Résidences secondaires et logements occasionnels", "logements"),
    Quantite("logements_vacants", "Logements vacants", "logements"),
    Quantite("population_rp", "Population au recensement (série)", "habitants"),
    Quantite("population_reference", "Population de référence", "habitants"),
    Quantite("naissances_domiciliees", "Naissances domiciliées", "naissances"),
    Quantite("deces_domicilies", "Décès domiciliés", "décès"),
    Quantite("menages", "Ménages", "ménages"),
    Quantite("residences_principales_rp", "Résidences principales (recensement)", "logements"),
    Quantite("proprietaires_occupants", "Résidences principales occupées par leur propriétaire", "logements"),
    Quantite("chomeurs_15_64", "Chômeurs de 15 à 64 ans au sens du recensement", "personnes"),
    Quantite("actifs_15_64", "Actifs de 15 à 64 ans", "personnes"),
    Quantite("niveau_vie_median", "Niveau de vie médian", "euros par an", additive=False),
    Quantite("taux_pauvrete", "Taux de pauvreté au seuil de 60 %", "%", additive=False),
)

QUANTITES: dict[str, Quantite] = {quantite.identifiant: quantite for quantite in _LISTE}


def list_additives() -> list[str]:
    """Identifiers of the quantities that are summed over communes."""
    return [quantite.identifiant for quantite in _LISTE if quantite.additive]
