"""What a chapter of a diagnosis shows: figures, tables, charts, words, each with where it comes from. Pure.

Packages give these blocks through the registry `diagnostic.chapitres`; pages and documents write them. A frozen state
keeps them as JSON, so that it shows later what it showed then.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from convive.documents.rules.blocs import BlocIllisible, Element, Tableau, dump_elements, load_elements
from convive.donnees.rules import Statut
from convive.socle.texte import Bloc, NatureBloc


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where something comes from: « Insee, recensement de la population », its vintage, what it does not say."""

    source: str
    millesime: str = ""
    licence: str = ""
    limite: str = ""
    url: str = ""


type Provenances = tuple[Provenance, ...]
MOTS_SANS_VALEUR = {
    Statut.SECRET: "s",
    Statut.NON_PUBLIE: "np",
    Statut.NON_CALCULABLE: "nc",
    Statut.NON_APPLICABLE: "sans objet",
}
"""The signs that stand where there is no number; « nd » for every other reason. None of them is zero."""


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A figure ready to show; `valeur` is empty when its statut carries no number."""

    libelle: str
    valeur: str
    unite: str
    millesime: str
    provenances: Provenances
    limite: str = ""
    comparaison: str = ""
    statut: Statut = Statut.VALEUR

    nature = "chiffre"

    @property
    def source(self) -> str:
        return " ; ".join(dict.fromkeys(p.source for p in self.provenances)) or "source pas encore dans Convive"

    @property
    def texte(self) -> str:
        """Value for a document, the sign of its statut when there is none."""
        if not self.valeur:
            return MOTS_SANS_VALEUR.get(self.statut, "nd")
        return self.valeur


@dataclass(frozen=True, slots=True)
class TableauSource:
    """A small table and where it comes from; `is_chiffre`: its cells are figures, aligned on the right."""

    tableau: Tableau
    provenances: Provenances = ()
    is_chiffre: bool = False

    nature = "tableau"

    @property
    def source(self) -> str:
        return " ; ".join(dict.fromkeys(p.source for p in self.provenances))


@dataclass(frozen=True, slots=True)
class Illustration:
    """A chart or a map that was drawn: its image, what it says in words, the same figures as a table."""

    nom: str
    titre: str
    description: str
    svg: str
    source: str
    tableau: Tableau
    provenances: Provenances = ()
    etroit: str = ""
    is_carte: bool = False

    nature = "illustration"

    @property
    def adresse(self) -> str:
        """The image inside its own address: what comes from a file is shown as an image, never as markup."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"

    @property
    def alternative(self) -> str:
        return f"{self.titre}. {self.description}"


@dataclass(frozen=True, slots=True)
class Dessin:
    """A chart or a map still to be drawn: pages that only count do not wait for it. `dessiner` gives None when nothing
    is known to draw."""

    nom: str
    dessiner: Callable[[], Illustration | None]
    provenances: Provenances = ()

    nature = "dessin"


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that someone said. `precision` tells who speaks, never by name."""

    texte: str
    precision: str = ""
    provenances: Provenances = ()

    nature = "citation"


@dataclass(frozen=True, slots=True)
class Texte:
    """A heading, a paragraph, a list."""

    bloc: Bloc
    provenances: Provenances = ()

    nature = "texte"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that the figures say, proposed to whoever writes « ce que nous voyons ». `reserve`: how far to trust
    it."""

    texte: str
    reserve: str = ""
    provenances: Provenances = ()

    nature = "phrase"


type Contenu = Chiffre | TableauSource | Illustration | Citation | Texte | Phrase
type ContenuADessiner = Contenu | Dessin


def build_titre(texte: str) -> Texte:
    return Texte(Bloc(NatureBloc.TITRE, (texte,)))


def build_paragraphe(texte: str, *provenances: Provenance) -> Texte:
    return Texte(Bloc(NatureBloc.PARAGRAPHE, (texte,)), provenances)


def build_liste(lignes: Iterable[str], *provenances: Provenance) -> Texte:
    return Texte(Bloc(NatureBloc.LISTE, tuple(lignes)), provenances)


def draw_contenus(contenus: Iterable[ContenuADessiner]) -> tuple[Contenu, ...]:
    """The same blocks, their charts drawn; what cannot be drawn goes. A heading with nothing under it goes too."""
    drawn: list[Contenu] = []
    for contenu in contenus:
        if isinstance(contenu, Dessin):
            illustration = contenu.dessiner()
            if illustration is not None:
                drawn.append(illustration)
        else:
            drawn.append(contenu)
    return tuple(c for rang, c in enumerate(drawn) if not _is_titre_seul(drawn, rang))


def _is_titre_seul(contenus: Sequence[Contenu], rang: int) -> bool:
    contenu = contenus[rang]
    if not (isinstance(contenu, Texte) and contenu.bloc.nature is NatureBloc.TITRE):
        return False
    suite = contenus[rang + 1 :]
    after = next((c for c in suite if not isinstance(c, Phrase)), None)
    return after is None or (isinstance(after, Texte) and after.bloc.nature is NatureBloc.TITRE)


def split_phrases(contenus: Iterable[Contenu]) -> tuple[tuple[Phrase, ...], tuple[Contenu, ...]]:
    """The sentences that are proposed, and everything else."""
    phrases, autres = [], []
    for contenu in contenus:
        if isinstance(contenu, Phrase):
            phrases.append(contenu)
        else:
            autres.append(contenu)
    return tuple(phrases), tuple(autres)


def list_provenances(contenus: Iterable[ContenuADessiner]) -> list[Provenance]:
    """What was really used, each source and vintage once, by source then vintage; the longest limit is kept."""
    found: dict[tuple[str, str], Provenance] = {}
    for contenu in contenus:
        for provenance in contenu.provenances:
            key = (provenance.source, provenance.millesime)
            former = found.get(key)
            if former is None or len(provenance.limite) > len(former.limite):
                found[key] = provenance
    return [found[key] for key in sorted(found)]


def list_elements(contenus: Iterable[Contenu]) -> list[Element]:
    """The blocks of a document that knows neither figures nor images: figures in one table, charts as their table."""
    elements: list[Element] = []
    chiffres: list[Chiffre] = []

    def flush() -> None:
        if chiffres:
            elements.append(build_tableau_chiffres(chiffres))
            chiffres.clear()

    for contenu in contenus:
        if isinstance(contenu, Chiffre):
            chiffres.append(contenu)
            continue
        flush()
        if isinstance(contenu, Texte):
            elements.append(contenu.bloc)
        elif isinstance(contenu, TableauSource | Illustration):
            elements.append(contenu.tableau)
        elif isinstance(contenu, Citation):
            said = f"«\u00a0{contenu.texte}\u00a0»"
            line = f"{said} {contenu.precision}" if contenu.precision else said
            elements.append(Bloc(NatureBloc.PARAGRAPHE, (line,)))
    flush()
    return elements


ENTETES_CHIFFRES = ("Indicateur", "Valeur", "Unité et année", "Comparaison", "Source")


def build_tableau_chiffres(chiffres: Iterable[Chiffre], legende: str = "Les chiffres") -> Tableau:
    return Tableau(
        legende,
        ENTETES_CHIFFRES,
        tuple(
            (
                chiffre.libelle,
                chiffre.texte,
                ", ".join(filter(None, (chiffre.unite, chiffre.millesime))),
                chiffre.comparaison or "–",
                chiffre.source,
            )
            for chiffre in chiffres
        ),
    )


def dump_contenus(contenus: Iterable[Contenu]) -> list[dict[str, Any]]:
    """Blocks as JSON values."""
    return [_dump(contenu) for contenu in contenus]


def _dump(contenu: Contenu) -> dict[str, Any]:
    if isinstance(contenu, Texte):
        [valeur] = dump_elements([contenu.bloc])
        champs: dict[str, Any] = {"bloc": valeur}
    elif isinstance(contenu, TableauSource | Illustration):
        [valeur] = dump_elements([contenu.tableau])
        own = {
            champ: getattr(contenu, champ)
            for champ in contenu.__dataclass_fields__
            # The drawing for a phone says the same thing.
            if champ not in ("tableau", "provenances", "etroit")
        }
        champs = own | {"tableau": valeur}
    else:
        champs = {c: getattr(contenu, c) for c in contenu.__dataclass_fields__ if c != "provenances"}
    provenances = [asdict(provenance) for provenance in contenu.provenances]
    return {"nature": contenu.nature, **champs, "provenances": provenances}


NATURES: dict[str, type[Any]] = {
    classe.nature: classe for classe in (Chiffre, TableauSource, Illustration, Citation, Texte, Phrase)
}


def load_contenus(valeur: Any) -> tuple[Contenu, ...]:
    """The blocks of JSON values. Raise BlocIllisible for anything else, whoever wrote it."""
    if not isinstance(valeur, list):
        raise BlocIllisible("Des contenus étaient attendus.")
    return tuple(_load(item) for item in valeur)


def _load(valeur: Any) -> Contenu:
    try:
        champs = dict(valeur)
        classe = NATURES[champs.pop("nature")]
        champs["provenances"] = tuple(Provenance(**_check_textes(p)) for p in champs.pop("provenances"))
        if classe is Texte:
            [champs["bloc"]] = load_elements([champs["bloc"]])
        elif classe in (TableauSource, Illustration):
            [champs["tableau"]] = load_elements([champs["tableau"]])
        if "statut" in champs:
            champs["statut"] = Statut(champs["statut"])
        contenu: Contenu = classe(**champs)
        _check_textes({c: v for c, v in champs.items() if c not in ("provenances", "tableau", "bloc")})
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise BlocIllisible("Un contenu est illisible.") from error
    return contenu


def _check_textes(champs: dict[str, Any]) -> dict[str, Any]:
    """Texts and yes or no, nothing else."""
    if not all(isinstance(valeur, str | bool) for valeur in champs.values()):
        raise TypeError("Un texte était attendu.")
    return champs


def rename_illustrations(contenus: Iterable[Contenu], prefixe: str) -> tuple[Contenu, ...]:
    """Names of images that no other chapter has."""
    return tuple(
        replace(contenu, nom=f"{prefixe}-{contenu.nom}") if isinstance(contenu, Illustration) else contenu
        for contenu in contenus
    )
