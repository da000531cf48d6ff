"""Hide every real name of a territory behind an invented one, always the same; figures are left. Pure Python.

What nobody listed may still name somebody: an address, a telephone number, an unknown acronym or a capital letter in
the middle of a sentence is hidden too. `find_noms` then looks for each real name in what was written.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from convive.socle.enums import EnumLibelle

NOM_CACHE, SIGLE_CACHE, ADRESSE_CACHEE, NUMERO_CACHE = "[nom]", "[sigle]", "[adresse]", "[numéro]"


class SorteNom(EnumLibelle):
    TERRITOIRE = "territoire", "Territoire"
    COMMUNE = "commune", "Commune"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    ORGANISATION = "organisation", "Organisation"
    PERSONNE = "personne", "Personne"
    NOM_FAMILLE = "nom_famille", "Nom de famille"
    PRENOM = "prenom", "Prénom"


INVENTES: Mapping[SorteNom, tuple[str, ...]] = {
    SorteNom.TERRITOIRE: ("Val d’Arbrelle", "Plateau de Sarmagne", "Pays de Torvignes", "Rives d’Esmerine"),
    SorteNom.COMMUNE: (
        *("Bourg-Sarmagne", "Sarmagne", "Torvignes", "Mérine", "Vaubrisac", "Lompret-sur-Arbre", "Corvezac"),
        *("Milleruche", "Brancelles", "Fontavril", "Pierrelongue-le-Val", "Dorsemont", "Chavrigny-aux-Bois"),
        *("Tressanges", "Bellerive-d’Arbre", "Rocquevaire", "Marcilhac-le-Vieux", "Londremont", "Lussargues"),
        *("Vernoye", "Saint-Amblard", "Grisolet", "Nantourne", "Carpreville", "Coulmarie", "Dorvaux", "Testivelle"),
    ),
    SorteNom.DEPARTEMENT: ("Haute-Arbrelle", "Basse-Esmerine", "Monts-de-Torvigne", "Sarmagne-Maritime"),
    SorteNom.REGION: ("Val-de-Brumance", "Grand-Torvignois", "Hautes-Esmerines"),
    SorteNom.ORGANISATION: (
        *("Les Cerfs-volants", "La Malle à idées", "Pas à pas d’Arbre", "Le Grand Préau", "La Ruche aux mômes"),
        *("Les Sentiers", "Cap Ensemble", "La Maison bleue", "Tournesol", "Les Marches vertes", "Coquelicot"),
        *("Le Fil commun", "À petits bonds", "L’Arbre à paroles", "Le Relais des Pins", "Les Deux Rives"),
        *("Les Petits Cailloux", "La Passe-table", "Grandir en plaine", "Le Banc public", "Farandole", "La Boussole"),
        *("Les Tisserands", "Le Chemin creux", "Marelle", "Le Trait vert", "La Clairière", "Les Hirondelles"),
        *("Le Comptoir des familles", "Pomme de pin", "La Lucarne", "Les Volets ouverts", "Ricochet", "La Treille"),
        *("Le Bon Voisin", "Les Quatre Saisons", "Balancelle", "La Fabrique", "Le Figuier", "Les Semeurs"),
    ),
    SorteNom.PERSONNE: (
        *("Camille Ardouvin", "Dominique Belmorel", "Claude Castinel", "Alix Dormeuil", "Sacha Estrelin"),
        *("Maxime Fauvergue", "Charlie Garandel", "Lou Hautremont", "Morgan Isambre", "Noa Jaubrelin"),
    ),
    SorteNom.NOM_FAMILLE: (
        *("Ardouvin", "Belmorel", "Castinel", "Dormeuil", "Estrelin", "Fauvergue", "Garandel", "Hautremont"),
    ),
    SorteNom.PRENOM: ("Camille", "Dominique", "Claude", "Alix", "Sacha", "Maxime", "Charlie", "Lou", "Morgan", "Noa"),
}
SUITES = {SorteNom.DEPARTEMENT: "Département", SorteNom.REGION: "Région", SorteNom.TERRITOIRE: "Territoire"}
"""What a name is called, with its rank, once the invented ones are all taken."""

_MOTS = (
    "caf cnaf msa paje etat departement region conseil prefecture france europe union internet noel paques covid "
    "commune communes communaute agglomeration metropole mairie intercommunalite college lycee ecole maternelle "
    "relais petite enfance jeunesse education nationale accueil loisirs loisir parentalite handicap famille familles "
    "enfants parents jeunes habitants aines seniors agents elus elues ville villes centre social espace vie sociale "
    "creche creches multi micro service services action actions plan projet projets schema charte contrat convention "
    "territoriale globale comite pilotage technique bus numerique maison lieu ludotheque mediatheque bibliotheque "
    "sport culture sante mobilite logement droits acces animation cohesion formation emploi mercredi mercredis ete "
    "vacances rentree fonds aide aides reseau point points information quartier quartiers politique autre autres "
    "mme madame monsieur maire maires president presidente dgs rpe laep alsh eaje evs cispd "
    "premiere deuxieme troisieme les des une aux avec pour par dans sur"
)
USUELS = frozenset(_MOTS.split())
"""Words that name nobody, folded; a name made of these alone is not hidden."""
LONGUEUR_SURE = 6
"""A single word of fewer letters is hidden only where it has a capital: « Die » is a commune, « die » is not."""
_ADRESSE = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_NUMERO = re.compile(r"(?<![\d,.])(?:\+33|0)(?:[\s.\-\u00a0\u202f]?\d){9}(?!\d)|(?<![\d,.])\d{9}(?:\d{5})?(?![\d,.])")
_MOT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SEPARATEUR = r"[\s\-'’\u00a0\u202f\u2011]+"
_DEBUTS = frozenset('.:;!?…«»(–—•|\n"“/')
_MARQUE = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class NomReel:
    """A name to hide. Two spellings with the same `cle` (a name and its acronym) get the same invented name."""

    nom: str
    sorte: SorteNom
    cle: str = ""


def fold(texte: str) -> str:
    """Without accents nor capitals, as many characters as before."""
    return "".join(unicodedata.normalize("NFD", signe)[0].lower()[:1] or signe for signe in texte)


def _split(nom: str) -> list[str]:
    return [mot for mot in re.split(_SEPARATEUR, fold(nom).strip()) if mot]


def is_cachable(nom: str) -> bool:
    """Whether a name designates somebody or some place: « Caf » or « petite enfance » do not."""
    mots = _split(nom)
    return bool(mots) and len("".join(mots)) > 1 and not all(mot in USUELS or len(mot) < 3 for mot in mots)


@dataclass(frozen=True, slots=True)
class _Regle:
    """How one looks for a name in a text, with its capital when it could be a word. Compiled once: a territory has
    hundreds of names."""

    nom: NomReel
    motif: re.Pattern[str]
    is_sur: bool

    def list_places(self, plie: str, texte: str) -> list[tuple[int, int]]:
        """Where the name is; `plie` is the text folded."""
        places = (found.span() for found in self.motif.finditer(plie))
        return [place for place in places if self.is_sur or texte[place[0]].isupper()]


def _build_regles(noms: Iterable[NomReel]) -> list[_Regle]:
    """Those of the names that may be hidden."""
    return [_build_regle(row) for row in noms if is_cachable(row.nom)]


def _build_regle(row: NomReel) -> _Regle:
    mots = _split(row.nom)
    motif = re.compile(rf"(?<!\w){_SEPARATEUR.join(map(re.escape, mots))}(?!\w)")
    return _Regle(row, motif, len(mots) > 1 or len(mots[0]) >= LONGUEUR_SURE)


def _rank(nom: str) -> tuple[int, int, str]:
    return -len(_split(nom)), -len(nom), nom


def _find(texte: str, regles: Iterable[_Regle]) -> list[str]:
    plie = fold(texte)
    return [regle.nom.nom for regle in regles if regle.list_places(plie, texte)]


class Masque:
    """The invented name of each real one. `sigles` are the acronyms that everybody knows, which stay."""

    def __init__(self, noms: Iterable[NomReel], sigles: Collection[str] = ()) -> None:
        self._sigles = frozenset(sigles)
        regles = _build_regles(dict.fromkeys(noms))
        self.noms = [regle.nom for regle in regles]
        self._remplacants = self._choose(regles)
        # The longest first: « Val-d’Or-sur-Loire » before « Val-d’Or ».
        self._regles = sorted(
            regles, key=lambda regle: (-len(_split(regle.nom.nom)), -len(regle.nom.nom), regle.nom.nom)
        )

    def _choose(self, regles: list[_Regle]) -> dict[NomReel, str]:
        libres = {sorte: [nom for nom in noms if not _find(nom, regles)] for sorte, noms in INVENTES.items()}
        rangs: dict[SorteNom, int] = {}
        by_cle: dict[tuple[SorteNom, str], str] = {}
        for row in self.noms:
            cle = (row.sorte, row.cle or " ".join(_split(row.nom)))
            if cle not in by_cle:
                rang = rangs[row.sorte] = rangs.get(row.sorte, 0) + 1
                noms = libres[row.sorte]
                by_cle[cle] = noms[rang - 1] if rang <= len(noms) else _number(row.sorte, rang)
        return {row: by_cle[row.sorte, row.cle or " ".join(_split(row.nom))] for row in self.noms}

    def get(self, nom: str) -> str:
        """The invented name of a real one, itself when it names nobody."""
        row = next((row for row in self.noms if _split(row.nom) == _split(nom)), None)
        return self._remplacants[row] if row else nom

    def replace(self, texte: str) -> str:
        """The text with an invented name for each real one; what it names besides is left."""
        return self._fill(*self._pose(texte))

    def apply(self, texte: str) -> str:
        """The text of somebody, without anything that names anyone or anywhere, except the invented names."""
        texte, poses = self._pose(_NUMERO.sub(NUMERO_CACHE, _ADRESSE.sub(ADRESSE_CACHEE, texte)))
        return self._fill(self._hide_inconnus(texte), poses)

    def _pose(self, texte: str) -> tuple[str, list[str]]:
        """The text with a mark in the place of each name, and what the marks stand for."""
        poses: list[str] = []
        plie = fold(texte)
        for regle in self._regles:
            for debut, fin in reversed(regle.list_places(plie, texte)):
                marque = f"\ue000{len(poses)}\ue001"
                poses.append(self._remplacants[regle.nom])
                texte = texte[:debut] + marque + texte[fin:]
                plie = plie[:debut] + marque + plie[fin:]
        return texte, poses

    def _fill(self, texte: str, poses: list[str]) -> str:
        return _MARQUE.sub(lambda found: poses[int(found[1])], texte)

    def _hide_inconnus(self, texte: str) -> str:
        def hide(found: re.Match[str]) -> str:
            mot = found[0]
            if texte[max(0, found.start() - 1) : found.start()] == "[" or not mot[0].isupper():
                return mot
            if len(mot) > 1 and mot.isupper():
                return mot if mot in self._sigles or fold(mot) in USUELS else SIGLE_CACHE
            avant = texte[: found.start()].rstrip()
            is_debut = not avant or avant[-1] in _DEBUTS
            if is_debut or all(part in USUELS or len(part) < 3 for part in _split(mot)):
                return mot
            return NOM_CACHE

        return _MOT.sub(hide, texte)


def _number(sorte: SorteNom, rang: int) -> str:
    """« Commune 28 », « Personne 11 »."""
    return f"{SUITES.get(sorte, sorte.libelle)} {rang}"


def find_noms(texte: str, noms: Iterable[NomReel]) -> list[str]:
    """The real names still in a text."""
    return _find(texte, _build_regles(noms))
