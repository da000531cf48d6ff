"""Known files that no source reads, each with a reason: every file of a dépôt is either read or reported."""

from fnmatch import fnmatch

_LISTE = "la liste des communes, des EPCI et de leurs contours est fournie avec Convive"
_SANS_INDICATEUR = "aucun indicateur ne s’en sert"
_PLACES = "les places d’accueil de la Cnaf, connues par EPCI, disent la même chose"

RAISONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("*.md", "*.txt", "*.pdf", "*.html", "*.url"), "ce n’est pas un fichier de chiffres"),
    (
        (
            *("cog_communes_*.csv", "v_commune_*.csv", "EPCI_composition*.csv", "communes-1000m-*.geojson"),
            *("communes.json", "epci.json", "ept.json", "arrondissements.json", "departements.json", "regions.json"),
            *("departements-1000m.geojson", "regions-1000m.geojson", "centroide-4326_epci-ept.geojson"),
        ),
        _LISTE,
    ),
    (("ZRR_20*.json",), "le classement France ruralités revitalisation remplace ces zones depuis le 1er juillet 2024"),
    (("datagouv_epci-and-crte*.csv", "fr-en-indicateurs-valeur-ajoutee-*.csv"), _SANS_INDICATEUR),
    (("pmi_tab*.csv",), f"cela n’est connu que par département ; {_PLACES}"),
    (("qpv-by-commune*.json",), "il oublie 137 communes ; la liste lue est centroide-4326_qpv.geojson"),
    (("bpe-type-labels*.json",), "c’est une nomenclature, sans effectif"),
    (("DERIVE_rp2022_*.csv",), "ces chiffres sont reconstruits à partir de parts arrondies, l’Insee ne les publie pas"),
    (("QPV_2024_indicateurs_repris*.csv",), "un tiers l’a recomposé, le fichier du producteur n’est pas connu"),
    (("extrait_DS_*", "extrait_api_*"), "c’est un extrait de quelques communes, qui montre une forme"),
    (("DS_RP_TD_FAMILLE_AGEENF_COMP*", "DS_RP_LOGEMENT_COMP*"), "les codes de ses dimensions ne sont pas connus"),
    (
        ("DS_RP_EMPLOI_LR_PRINC*", "DS_RP_LOGEMENT_PRINC*"),
        "ni les jeunes sans emploi ni école, ni la suroccupation n’y sont",
    ),
    (
        ("FILO20*", "cc_filosofi_*", "BASE_TD_FILO_*", "DS_FILOSOFI_AGE_*"),
        "de Filosofi, seules trois années ont une forme connue : 2023 partout, 2021 à la commune, 2019 ailleurs",
    ),
)


def get_raison(nom: str) -> str | None:
    """Why a file of this name is not read; None if it is unknown."""
    return next(
        (raison for motifs, raison in RAISONS if any(fnmatch(nom.lower(), motif.lower()) for motif in motifs)), None
    )
