"""A convention ready to be printed, frozen or compared: words only, nothing left to look up. Pure Python.

What is frozen is this, whole: the document of a signed state is made from it again, years later, word for word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from convive.convention.rules.articles import Manque, name_article
from convive.convention.rules.avenants import ListeComparee, compare_listes
from convive.documents.rules.blocs import Element, dump_elements, list_lignes, load_elements
from convive.documents.rules.manques import list_a_completer
from convive.socle.comparaison import LigneComparee, compare_textes, has_changements
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, NatureBloc, parse_texte

VERSION = 1


class ConventionIllisible(ValueError):
    """What was frozen is not a convention that this version reads."""


@dataclass(frozen=True, slots=True)
class PartieEcrite:
    """A signatory as the document names it; `deliberation` is empty for one whose representative signs alone."""

    nom: str
    role: str
    siege: str
    representant: str
    deliberation: str = ""

    @property
    def lignes(self) -> list[tuple[str, str]]:
        """What is said of it, each with its label."""
        said = (("Siège", self.siege), ("Représentant·e", self.representant), ("Délibération", self.deliberation))
        return [(libelle, valeur) for libelle, valeur in said if valeur]


@dataclass(frozen=True, slots=True)
class ArticleEcrit:
    """`cle` tells the same article from one state to another, whatever its number or its title."""

    cle: str
    numero: int | None
    titre: str
    texte: str

    @property
    def libelle(self) -> str:
        return name_article(self.numero, self.titre)

    @property
    def blocs(self) -> tuple[Bloc, ...]:
        return parse_texte(self.texte)


@dataclass(frozen=True, slots=True)
class AnnexeEcrite:
    numero: int
    titre: str
    elements: tuple[Element, ...]

    @property
    def libelle(self) -> str:
        return f"Annexe {self.numero} – {self.titre}"


@dataclass(frozen=True, slots=True)
class ConventionEcrite:
    """`communes` are names. `avenants` are the signed ones that this state already holds."""

    nom: str
    territoire: str
    date_debut: date
    date_fin: date
    date_signature: date | None
    communes: tuple[str, ...]
    parties: tuple[PartieEcrite, ...]
    visas: tuple[str, ...]
    articles: tuple[ArticleEcrit, ...]
    annexes: tuple[AnnexeEcrite, ...]
    avenants: tuple[str, ...] = ()

    @property
    def preliminaires(self) -> list[ArticleEcrit]:
        """What comes before the first numbered article: the preamble."""
        first = next((rang for rang, a in enumerate(self.articles) if a.numero), len(self.articles))
        return list(self.articles[:first])

    @property
    def corps(self) -> list[ArticleEcrit]:
        return list(self.articles[len(self.preliminaires) :])

    @property
    def periode(self) -> str:
        return f"du {date_longue(self.date_debut)} au {date_longue(self.date_fin)}"

    def list_manques(self) -> list[Manque]:
        """What is left to write, in the order of the document."""
        found = [
            Manque(partie.nom, quoi, "parties")
            for partie in self.parties
            for _, valeur in partie.lignes
            for quoi in list_a_completer(valeur)
        ]
        for article in self.articles:
            for quoi in [*list_a_completer(article.titre), *list_a_completer(article.texte)]:
                found.append(Manque(article.libelle, quoi, article.cle))
        for annexe in self.annexes:
            for quoi in list_a_completer("\n".join(list_lignes(annexe.elements))):
                found.append(Manque(annexe.libelle, quoi, f"annexe-{annexe.numero}"))
        return found


def dump_convention(ecrite: ConventionEcrite) -> dict[str, Any]:
    """As a frozen state keeps it."""
    valeurs = asdict(ecrite)
    valeurs |= {champ: getattr(ecrite, champ).isoformat() for champ in ("date_debut", "date_fin")}
    valeurs["date_signature"] = ecrite.date_signature and ecrite.date_signature.isoformat()
    for champ in ("communes", "visas", "avenants"):
        valeurs[champ] = list(valeurs[champ])
    valeurs["parties"], valeurs["articles"] = list(valeurs["parties"]), list(valeurs["articles"])
    valeurs["annexes"] = [
        {"numero": a.numero, "titre": a.titre, "elements": dump_elements(a.elements)} for a in ecrite.annexes
    ]
    return {"format": VERSION, **valeurs}


def load_convention(valeurs: Mapping[str, Any]) -> ConventionEcrite:
    """The other way. Raise ConventionIllisible for anything else."""
    try:
        if valeurs["format"] != VERSION:
            raise ConventionIllisible("Cette version gardée vient d’un Convive plus récent.")
        signature = valeurs["date_signature"]
        return ConventionEcrite(
            nom=str(valeurs["nom"]),
            territoire=str(valeurs["territoire"]),
            date_debut=date.fromisoformat(valeurs["date_debut"]),
            date_fin=date.fromisoformat(valeurs["date_fin"]),
            date_signature=date.fromisoformat(signature) if signature else None,
            communes=tuple(map(str, valeurs["communes"])),
            parties=tuple(PartieEcrite(**partie) for partie in valeurs["parties"]),
            visas=tuple(map(str, valeurs["visas"])),
            articles=tuple(ArticleEcrit(**article) for article in valeurs["articles"]),
            annexes=tuple(
                AnnexeEcrite(int(a["numero"]), str(a["titre"]), load_elements(a["elements"]))
                for a in valeurs["annexes"]
            ),
            avenants=tuple(map(str, valeurs["avenants"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ConventionIllisible("Cette version de la convention est illisible.") from error


def _load_annexe(valeurs: Mapping[str, Any]) -> AnnexeEcrite:
    return AnnexeEcrite(int(valeurs["numero"]), str(valeurs["titre"]), load_elements(valeurs["elements"]))


def list_elements(ecrite: ConventionEcrite) -> tuple[Element, ...]:
    """The convention as blocks, for the page of its frozen state."""
    elements: list[Element] = [*_list_tete(ecrite)]
    for article in ecrite.articles:
        elements.append(Bloc(NatureBloc.TITRE, (article.libelle,)))
        elements += _lower(article.blocs)
    for annexe in ecrite.annexes:
        elements.append(Bloc(NatureBloc.TITRE, (annexe.libelle,)))
        elements += _lower(annexe.elements)
    return tuple(elements)


def _list_tete(ecrite: ConventionEcrite) -> Iterable[Element]:
    yield Bloc(NatureBloc.PARAGRAPHE, (f"Convention territoriale globale {ecrite.periode}.",))
    yield Bloc(NatureBloc.TITRE, ("Entre les soussignés",))
    if ecrite.parties:
        yield Bloc(NatureBloc.LISTE, tuple(_name_partie(partie) for partie in ecrite.parties))
    if ecrite.visas:
        yield Bloc(NatureBloc.TITRE, ("Visas",))
        yield Bloc(NatureBloc.LISTE, ecrite.visas)


def _name_partie(partie: PartieEcrite) -> str:
    said = " ; ".join(f"{libelle} : {valeur}" for libelle, valeur in partie.lignes)
    return f"{partie.nom}. {said}" if said else partie.nom


def _lower(elements: Iterable[Element]) -> list[Element]:
    """Headings inside an article are under its own."""
    return [
        Bloc(NatureBloc.SOUS_TITRE, e.lignes) if isinstance(e, Bloc) and e.nature is NatureBloc.TITRE else e
        for e in elements
    ]


@dataclass(frozen=True, slots=True)
class TexteCompare:
    """An article, or an annex, in both states. `sort` is « ajouté », « retiré », « modifié », « renuméroté »."""

    libelle: str
    sort: str
    lignes: tuple[LigneComparee, ...] = ()
    ancien_libelle: str = ""


@dataclass(frozen=True, slots=True)
class ComparaisonTextes:
    """What changed from one state of the convention to another."""

    textes: tuple[TexteCompare, ...]
    inchanges: int
    parties: ListeComparee
    visas: ListeComparee
    communes: ListeComparee
    dates: tuple[tuple[str, str, str], ...]

    @property
    def is_identique(self) -> bool:
        listes = (self.parties, self.visas, self.communes)
        return not (self.textes or self.dates or any(liste.is_changee for liste in listes))


def compare_conventions(avant: ConventionEcrite, apres: ConventionEcrite) -> ComparaisonTextes:
    """Articles added, removed, changed word by word; then parties, visas, communes, dates."""
    before, after = _get_textes(avant), _get_textes(apres)
    found: list[TexteCompare] = []
    for cle, texte in after.items():
        change = _compare_un(before.get(cle), texte)
        if change:
            found.append(change)
    found += [
        TexteCompare(texte.libelle, "retiré", compare_textes(_write(texte), ""))
        for cle, texte in before.items()
        if cle not in after
    ]
    dates = [
        ("Premier jour", date_longue(avant.date_debut), date_longue(apres.date_debut)),
        ("Dernier jour", date_longue(avant.date_fin), date_longue(apres.date_fin)),
        ("Signature", _name_jour(avant.date_signature), _name_jour(apres.date_signature)),
    ]
    kept = len(before.keys() & after.keys())
    return ComparaisonTextes(
        tuple(found),
        kept - sum(1 for texte in found if texte.sort in ("modifié", "renuméroté")),
        compare_listes(_list_parties(avant.parties), _list_parties(apres.parties)),
        compare_listes(avant.visas, apres.visas),
        compare_listes(avant.communes, apres.communes),
        tuple(ligne for ligne in dates if ligne[1] != ligne[2]),
    )


type _Texte = ArticleEcrit | AnnexeEcrite


def _get_textes(ecrite: ConventionEcrite) -> dict[str, _Texte]:
    articles: dict[str, _Texte] = {article.cle: article for article in ecrite.articles}
    return articles | {f"annexe-{annexe.numero}": annexe for annexe in ecrite.annexes}


def _compare_un(avant: _Texte | None, apres: _Texte) -> TexteCompare | None:
    if avant is None:
        return TexteCompare(apres.libelle, "ajouté", compare_textes("", _write(apres)))
    ancien = avant.libelle if avant.libelle != apres.libelle else ""
    lignes = compare_textes(_write(avant), _write(apres))
    if has_changements(lignes):
        return TexteCompare(apres.libelle, "modifié", _drop_vides(lignes), ancien)
    return TexteCompare(apres.libelle, "renuméroté", (), ancien) if ancien else None


def _drop_vides(lignes: Sequence[LigneComparee]) -> tuple[LigneComparee, ...]:
    return tuple(ligne for ligne in lignes if any(morceau.texte.strip() for morceau in ligne))


def _write(texte: _Texte) -> str:
    return texte.texte if isinstance(texte, ArticleEcrit) else "\n".join(list_lignes(texte.elements))


def _list_parties(parties: Iterable[PartieEcrite]) -> list[str]:
    return [_name_partie(partie) for partie in parties]


def _name_jour(day: date | None) -> str:
    return date_longue(day) if day else "pas encore signée"
