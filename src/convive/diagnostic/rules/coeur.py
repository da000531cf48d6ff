"""The core indicators of a CTG: what each says, where it stops, which question of evaluation it serves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from convive.diagnostic.rules.catalogue import Calcul, Catalogue, CatalogueInvalide, Indicateur
from convive.socle.noms import fold_nom

NIVEAUX = {"iris": "quartier (IRIS)", "commune": "commune", "epci": "intercommunalité", "departement": "département"}
# Years. Farther than this, a denominator of another year would say nothing of the year of the figure. A rule of reading
# and not a dated parameter: it chooses between the files that are loaded, the same way whatever the day of the reading.
ECART_MAX_DENOMINATEUR = 7


@dataclass(frozen=True)
class Thematique:
    """A theme of the CTG. `noms`: folded words by which an espace may call it."""

    identifiant: str
    libelle: str
    icone: str
    noms: tuple[str, ...]


@dataclass(frozen=True)
class SourceAttendue:
    """A source that some indicators wait for; `comment` says which file, and where it goes."""

    identifiant: str
    titre: str
    producteur: str
    page: str
    comment: str


@dataclass(frozen=True)
class GrandeurAttendue:
    """A quantity that no source of the data plane gives yet, or that one of them took over under the same name."""

    identifiant: str
    libelle: str
    unite: str
    source: str
    additive: bool = True


@dataclass(frozen=True)
class Fiche:
    """One core indicator. `ecart_annees`: years between the two measures of a change.

    `usuelle` marks a formula in use that no official text sets. `ne_dit_pas` is one sentence.
    """

    code: str
    indicateur: Indicateur
    thematique: str
    niveaux: tuple[str, ...]
    ne_dit_pas: str
    question: str
    ecart_annees: int = 0
    usuelle: bool = False

    @property
    def identifiant(self) -> str:
        return self.indicateur.identifiant

    @property
    def formule(self) -> str:
        """The formula in words of quantities: « 100 × a / (b + c) »."""
        i = self.indicateur
        if i.calcul is Calcul.PUBLIE:
            return f"{i.grandeurs[0]}, copié là où il est publié"
        if i.calcul is Calcul.SOMME:
            return " + ".join(i.grandeurs)
        if i.calcul is Calcul.EVOLUTION:
            (grandeur,) = i.grandeurs
            n = self.ecart_annees
            return f"100 × (({grandeur} de l’année / {grandeur} de {n} ans avant) ^ (1/{n}) − 1)"
        sides = [" + ".join(side) for side in (i.numerateur, i.denominateur)]
        top, bottom = (f"({side})" if " + " in side else side for side in sides)
        return f"{i.facteur:g} × {top} / {bottom}" if i.facteur != 1 else f"{top} / {bottom}"


@dataclass(frozen=True)
class Coeur:
    """The whole catalogue, in reading order."""

    thematiques: tuple[Thematique, ...]
    fiches: tuple[Fiche, ...]
    attendues: Mapping[str, GrandeurAttendue]
    sources: Mapping[str, SourceAttendue]

    @cached_property
    def by_identifiant(self) -> Mapping[str, Fiche]:
        return {fiche.identifiant: fiche for fiche in self.fiches}

    @cached_property
    def grandeurs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(g for fiche in self.fiches for g in fiche.indicateur.composantes))

    def for_thematique(self, thematique: str) -> tuple[Fiche, ...]:
        return tuple(fiche for fiche in self.fiches if fiche.thematique == thematique)

    def get_thematique(self, identifiant: str) -> Thematique:
        return next(t for t in self.thematiques if t.identifiant == identifiant)

    def find_thematique(self, nom: str) -> Thematique | None:
        """The theme whose words are in the name that an espace gives to its own, the longest words first."""
        own = fold_nom(nom)
        found = [(len(words), theme.identifiant) for theme in self.thematiques for words in theme.noms if words in own]
        return self.get_thematique(max(found)[1]) if found else None

    def find_thematiques(self, noms: Iterable[str]) -> list[Thematique]:
        """The themes of several names, each once, in their order."""
        found = [theme for theme in map(self.find_thematique, noms) if theme is not None]
        return list({theme.identifiant: theme for theme in found}.values())

    def get_sources_attendues(self, grandeurs: Iterable[str]) -> tuple[SourceAttendue, ...]:
        """What to load for these quantities, each source once."""
        wanted = (self.attendues.get(grandeur) for grandeur in grandeurs)
        return tuple(self.sources[name] for name in dict.fromkeys(g.source for g in wanted if g))


_PROPRES = frozenset({"code", "niveaux", "ne_dit_pas", "question", "ecart_annees", "usuelle", "reprend"})
_TUPLES = frozenset({"grandeurs", "numerateur", "denominateur", "intemporelles"})


def _build_fiche(entry: Mapping[str, Any], thematique: str, portrait: Catalogue) -> Fiche:
    name = f"{entry.get('code', '?')} {entry.get('identifiant', entry.get('reprend', ''))}"
    own: dict[str, Any] = {key: value for key, value in entry.items() if key in _PROPRES and key != "reprend"}
    try:
        if "reprend" in entry:
            indicateur = portrait.get(entry["reprend"])
        else:
            fields: dict[str, Any] = {
                key: tuple(value) if key in _TUPLES else value for key, value in entry.items() if key not in _PROPRES
            }
            indicateur = Indicateur(**fields | {"theme": thematique, "calcul": Calcul(entry["calcul"])})
        own |= {"niveaux": tuple(own["niveaux"]), "thematique": thematique}
        fiche = Fiche(indicateur=indicateur, **own)
    except (TypeError, ValueError, KeyError, StopIteration) as error:
        raise CatalogueInvalide(f"{name} : {error}") from error
    expected = {
        Calcul.SOMME: bool(indicateur.grandeurs),
        Calcul.PUBLIE: len(indicateur.grandeurs) == 1,
        Calcul.EVOLUTION: len(indicateur.grandeurs) == 1 and fiche.ecart_annees > 0,
        Calcul.RATIO: bool(indicateur.numerateur and indicateur.denominateur),
    }
    if not expected[indicateur.calcul]:
        raise CatalogueInvalide(f"{name} : les grandeurs ne correspondent pas au calcul « {indicateur.calcul} ».")
    if unknown := set(fiche.niveaux) - set(NIVEAUX):
        raise CatalogueInvalide(f"{name} : niveau inconnu « {sorted(unknown)[0]} ».")
    return fiche


def build_coeur(
    thematiques: Sequence[Mapping[str, Any]],
    entries: Mapping[str, Iterable[Mapping[str, Any]]],
    attendues: Mapping[str, Sequence[Mapping[str, Any]]],
    portrait: Catalogue,
) -> Coeur:
    """Validate what was read from YAML, `entries` by thématique; raise CatalogueInvalide naming a wrong entry."""
    themes = tuple(Thematique(**{**entry, "noms": tuple(entry["noms"])}) for entry in thematiques)
    fiches = tuple(
        _build_fiche(entry, theme.identifiant, portrait) for theme in themes for entry in entries[theme.identifiant]
    )
    for kind, names in (("code", [f.code for f in fiches]), ("identifiant", [f.identifiant for f in fiches])):
        if doubles := {name for name in names if names.count(name) > 1}:
            raise CatalogueInvalide(f"Le {kind} {sorted(doubles)[0]} est en double.")
    sources = {entry["identifiant"]: SourceAttendue(**entry) for entry in attendues["sources"]}
    grandeurs = {entry["identifiant"]: GrandeurAttendue(**entry) for entry in attendues["grandeurs"]}
    for grandeur in grandeurs.values():
        if grandeur.source not in sources:
            raise CatalogueInvalide(f"{grandeur.identifiant} : source inconnue « {grandeur.source} ».")
    return Coeur(themes, fiches, grandeurs, sources)
