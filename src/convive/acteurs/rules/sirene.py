"""An extract of Sirene, the register of Insee, brought as a table: written as the directory of people. Pure Python.

Its columns are those of the files of the stock, which the official portals export too: one row by establishment. What
names nobody (« [ND] », not diffusible) is empty here; the row of a closed one stays, and is refused with its reason.
"""

from collections.abc import Mapping, Sequence

from convive.documents.rules.tableur import Ligne

TITRES = ("Organisation", "Type", "SIRET ou SIREN", "RNA", "Adresse", "Code Insee du siège", "Source")
SOURCE = "Sirene (Insee)"
FERME = "Établissement fermé"
NON_DIFFUSIBLE = "[ND]"
# A file of which these are known is an extract of Sirene.
MARQUES = frozenset({"siret", "etatadministratifetablissement"})
NOMS = ("denominationunitelegale", "enseigne1etablissement", "denominationusuelleetablissement")
NOMS_PERSONNE = ("prenomusuelunitelegale", "nomunitelegale")
VOIE = (
    *("complementadresseetablissement", "numerovoieetablissement", "indicerepetitionetablissement"),
    *("typevoieetablissement", "libellevoieetablissement"),
)
VILLE = ("codepostaletablissement", "libellecommuneetablissement")
# First digits of the « catégorie juridique » of Insee (nomenclature of 2024) → type, the longest that fits.
CATEGORIES = {
    **dict.fromkeys(("91", "92", "93"), "Association"),
    **dict.fromkeys(("1", "5", "6"), "Entreprise"),
    **dict.fromkeys(("7210",), "Commune"),
    **dict.fromkeys(("7343", "7344", "7346", "7348"), "Intercommunalité"),
    **dict.fromkeys(("7220",), "Département"),
    **dict.fromkeys(("7230",), "Région"),
    **dict.fromkeys(("7361",), "CCAS ou CIAS"),
    **dict.fromkeys(("71",), "Service de l’État"),
    **dict.fromkeys(("41", "73", "74"), "Établissement public"),
}


def is_sirene(entetes: Sequence[str]) -> bool:
    return {entete.strip().casefold() for entete in entetes} >= MARQUES


def convert_sirene(lignes: Sequence[Ligne]) -> list[Ligne]:
    """Each row under the titles of our directory, with its number in the file; the first row has those of Sirene."""
    rangs = {entete.strip().casefold(): rang for rang, entete in enumerate(lignes[0][1])}
    return [(numero, _convert(rangs, cellules)) for numero, cellules in lignes[1:]]


def _convert(rangs: Mapping[str, int], cellules: Sequence[str]) -> list[str]:
    def read(titre: str) -> str:
        rang = rangs.get(titre, len(cellules))
        texte = cellules[rang].strip() if rang < len(cellules) else ""
        return "" if texte == NON_DIFFUSIBLE else texte

    def join(titres: Sequence[str]) -> str:
        return " ".join(filter(None, map(read, titres)))

    nom = next(filter(None, map(read, NOMS)), "") or join(NOMS_PERSONNE)
    adresse = ", ".join(filter(None, (join(VOIE), join(VILLE))))
    is_ouvert = read("etatadministratifetablissement").upper() in ("", "A")
    return [
        nom,
        _get_type(read("categoriejuridiqueunitelegale")) if is_ouvert else FERME,
        read("siret"),
        read("identifiantassociationunitelegale"),
        adresse,
        read("codecommuneetablissement"),
        SOURCE,
    ]


def _get_type(categorie: str) -> str:
    """Empty for a category that says nothing here: the type is then asked as for any other row."""
    return next((CATEGORIES[categorie[:size]] for size in (4, 2, 1) if categorie[:size] in CATEGORIES), "")
