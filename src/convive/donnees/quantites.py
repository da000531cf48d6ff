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
    Quantite("caf_allocataires", "Allocataires des Caf", "allocataires"),
    Quantite("caf_personnes_couvertes", "Personnes couvertes par les Caf", "personnes"),
    Quantite("caf_allocataires_isoles", "Allocataires isolés", "allocataires"),
    Quantite("caf_familles_monoparentales", "Familles monoparentales allocataires", "familles"),
    Quantite("caf_couples_sans_enfant", "Couples allocataires sans enfant", "couples"),
    Quantite("caf_couples_avec_enfants", "Couples allocataires avec enfants", "couples"),
    Quantite("caf_couples_3_enfants", "Couples allocataires avec trois enfants ou plus", "couples"),
    Quantite("caf_enfants", "Enfants couverts par les Caf", "enfants"),
    Quantite("caf_enfants_0_2", "Enfants de 0 à 2 ans couverts par les Caf", "enfants"),
    Quantite("caf_enfants_3_5", "Enfants de 3 à 5 ans couverts par les Caf", "enfants"),
    Quantite("caf_enfants_6_10", "Enfants de 6 à 10 ans couverts par les Caf", "enfants"),
    Quantite("caf_enfants_11_14", "Enfants de 11 à 14 ans couverts par les Caf", "enfants"),
    Quantite("caf_enfants_15_17", "Enfants de 15 à 17 ans couverts par les Caf", "enfants"),
    Quantite("caf_enfants_18_24", "Jeunes de 18 à 24 ans couverts par les Caf", "enfants"),
    Quantite("caf_allocataires_etudiants", "Allocataires étudiants", "allocataires"),
    Quantite("caf_allocataires_jeunes_non_etudiants", "Allocataires de moins de 25 ans non étudiants", "allocataires"),
    Quantite("caf_allocataires_aide_logement", "Allocataires d’une aide au logement", "allocataires"),
    Quantite("caf_allocataires_apl", "Allocataires de l’aide personnalisée au logement", "allocataires"),
    Quantite("caf_allocataires_aah", "Allocataires de l’allocation aux adultes handicapés", "allocataires"),
    Quantite("caf_allocataires_prime_activite", "Allocataires de la prime d’activité", "allocataires"),
    Quantite("caf_allocataires_rsa", "Allocataires du revenu de solidarité active", "allocataires"),
    Quantite(
        "caf_allocataires_dependants_50",
        "Allocataires dont la moitié au moins des ressources vient des prestations",
        "allocataires",
    ),
    Quantite(
        "caf_allocataires_dependants_100",
        "Allocataires dont toutes les ressources viennent des prestations",
        "allocataires",
    ),
    Quantite("part_menages_rsa", "Part des ménages au revenu de solidarité active", "%", additive=False),
    Quantite("ips_ecoles_nombre", "Écoles dont l’indice de position sociale est publié", "écoles"),
    Quantite("ips_ecoles_moins_90", "Écoles dont l’indice de position sociale est inférieur à 90", "écoles"),
    Quantite("ips_ecoles_eleves", "Élèves des écoles dont l’indice est publié", "élèves"),
    Quantite("ips_ecoles_eleves_prive", "Élèves des écoles privées dont l’indice est publié", "élèves"),
    Quantite("ips_ecoles_points", "Indices de position sociale des écoles, pondérés par les élèves", "points"),
    Quantite("ips_colleges_nombre", "Collèges dont l’indice de position sociale est publié", "collèges"),
    Quantite("ips_colleges_moins_90", "Collèges dont l’indice de position sociale est inférieur à 90", "collèges"),
    Quantite("ips_colleges_eleves", "Élèves des collèges dont l’indice est publié", "élèves"),
    Quantite("ips_colleges_eleves_prive", "Élèves des collèges privés dont l’indice est publié", "élèves"),
    Quantite("ips_colleges_points", "Indices de position sociale des collèges, pondérés par les élèves", "points"),
    Quantite("ecoles", "Écoles", "écoles"),
    Quantite("ecoles_maternelles", "Écoles qui ont des classes maternelles", "écoles"),
    Quantite("ecoles_elementaires", "Écoles qui ont des classes élémentaires", "écoles"),
    Quantite("ecoles_publiques", "Écoles publiques", "écoles"),
    Quantite("ecoles_eleves", "Élèves des écoles", "élèves"),
    Quantite("colleges", "Collèges", "collèges"),
    Quantite("lycees", "Lycées", "lycées"),
    Quantite(
        "etablissements_medico_sociaux",
        "Établissements médico-sociaux qui scolarisent des enfants",
        "établissements",
    ),
    Quantite("france_services", "Structures France services", "structures"),
    Quantite("france_services_itinerantes", "Bus et structures itinérantes France services", "structures"),
)

QUANTITES: dict[str, Quantite] = {quantite.identifiant: quantite for quantite in _LISTE}


def list_additives() -> list[str]:
    """Identifiers of the quantities that are summed over communes."""
    return [quantite.identifiant for quantite in _LISTE if quantite.additive]
