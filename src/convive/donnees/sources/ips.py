"""MEN-DEPP, social position index (IPS) of schools and collèges, as sums from which a weighted mean can be computed."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source, build_export
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.comptage import compute_comptes, list_series
from convive.donnees.sources.lecture import get_tableau

_NIVEAUX = ("ecoles", "colleges")
_SEUIL = 90.0
"""The threshold of the catalogue of indicators, which counts schools with an IPS below 90."""

SOURCE = Source(
    identifiant="ips",
    titre="Indices de position sociale des écoles et des collèges",
    producteur="Ministère de l’Éducation nationale (DEPP)",
    licence=LICENCE_OUVERTE,
    url="https://data.education.gouv.fr/explore/dataset/fr-en-ips-ecoles-ap2022/",
    motifs=("fr-en-ips-ecoles-ap20*.csv", "fr-en-ips-colleges-ap20*.csv"),
    quantites=tuple(
        nom.format(niveau)
        for niveau in _NIVEAUX
        for nom in ("ips_{}_nombre", "ips_{}_moins_90", "ips_{}_eleves", "ips_{}_eleves_prive", "ips_{}_points")
    ),
    limite=(
        "Établissements dont l’indice est publié, publics et privés sous contrat ; l’indice moyen d’un territoire est "
        "la somme des points divisée par les élèves."
    ),
    adresses=(
        build_export("data.education.gouv.fr", "fr-en-ips-ecoles-ap2022"),
        build_export("data.education.gouv.fr", "fr-en-ips-colleges-ap2023"),
    ),
)

_NOM = re.compile(r"fr-en-ips-(ecoles|colleges)-ap20.*", re.IGNORECASE)
_COLONNES = ("rentree_scolaire", "uai", "code_insee_de_la_commune", "secteur", "effectifs", "ips")


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one file; the vintage is the first year of the school year."""
    nom = _NOM.match(path.name)
    if nom is None:
        raise FichierIllisible(path.name, "le nom doit dire « ecoles » ou « colleges »")
    niveau = nom[1].lower()
    tableau = get_tableau(path, separateur=";", cle="uai")
    positions = [tableau.get_position(colonne) for colonne in _COLONNES]
    faits: dict[int, list[tuple[str, Mapping[str, float]]]] = defaultdict(list)
    vus: dict[tuple[str, str], int] = {}
    for ligne, champs in tableau.lignes:
        rentree, uai, commune, secteur, *nombres = (champs[position].strip() for position in positions)
        if not re.fullmatch(r"20\d\d-20\d\d", rentree):
            raise FichierIllisible(
                tableau.fichier, f"« {rentree} » n’est pas une année scolaire", ligne=ligne, colonne="rentree_scolaire"
            )
        if (rentree, uai) in vus:
            raise FichierIllisible(
                tableau.fichier, f"l’établissement {uai} est déjà à la ligne {vus[rentree, uai]}", ligne=ligne
            )
        vus[rentree, uai] = ligne
        try:
            effectif, indice = (compute_cellule(texte, vide=Statut.NON_DISPONIBLE) for texte in nombres)
        except NombreInvalide as error:
            raise FichierIllisible(tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne) from None
        if isinstance(effectif, float) and isinstance(indice, float):
            faits[int(rentree[:4])].append(
                (
                    compute_code_insee(commune),
                    {
                        f"ips_{niveau}_nombre": 1.0,
                        f"ips_{niveau}_moins_90": float(indice < _SEUIL),
                        f"ips_{niveau}_eleves": effectif,
                        f"ips_{niveau}_eleves_prive": effectif if secteur.startswith("priv") else 0.0,
                        f"ips_{niveau}_points": indice * effectif,
                    },
                )
            )
    if not faits:
        raise FichierIllisible(tableau.fichier, "aucun établissement n’a d’indice dans ce fichier")
    indicateurs = [quantite for quantite in SOURCE.quantites if quantite.startswith(f"ips_{niveau}_")]
    series = [
        serie
        for annee, liste in sorted(faits.items())
        for serie in list_series(compute_comptes(liste, cog), indicateurs, annee, cog)
    ]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
