"""The page of results: what a person may open, by kind and by espace, with the words of the query in context."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models.functions import Left

from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.cles import build_cle_espace, build_cle_type
from convive.recherche.rules.extraits import Fragment, build_extrait, build_titre
from convive.recherche.rules.requete import Requete
from convive.recherche.selectors.candidats import MAX_CANDIDATS, Candidat, list_types_cherches, search_candidats
from convive.recherche.sources import Lecteur, SourceRecherche, Trouvaille, sources
from convive.socle.objets import objets

PAR_PAGE, PAR_SOURCE, MAX_SOURCE = 10, 5, 30
# Extracts are only looked for in this many characters: for a word found further on, the beginning is shown instead.
MAX_LU_EXTRAIT = 20_000


@dataclass(frozen=True, slots=True)
class Filtre:
    """The visitor's filter: a kind of object or a source, by its key, and one of her espaces."""

    genre: str = ""
    espace: UUID | None = None


@dataclass(frozen=True, slots=True)
class Resultat:
    """One line of results: its kind, its espace, its title, and the extract around the match."""

    genre: str
    url: str
    titre: tuple[Fragment, ...]
    extrait: tuple[Fragment, ...]
    precision: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facette:
    """A filter and its number of results; `et_plus` if some were not counted."""

    cle: str
    libelle: str
    nombre: int
    et_plus: bool = False


@dataclass(frozen=True, slots=True)
class Groupe:
    """The results of a source: the first ones, or all that it returns if the visitor filters on this source."""

    source: SourceRecherche
    resultats: tuple[Resultat, ...]
    nombre: int
    et_plus: bool
    url_suite: str


@dataclass(frozen=True, slots=True)
class Resultats:
    """`objets` is None if the filter excludes the espaces. `is_partiel`: no text holds all the words."""

    requete: Requete
    genres: tuple[Facette, ...]
    espaces: tuple[Facette, ...]
    objets: Page[Any] | None
    lignes: tuple[Resultat, ...]
    groupes: tuple[Groupe, ...]
    et_plus: bool = False
    is_partiel: bool = False

    @property
    def nombre(self) -> int:
        return sum(facette.nombre for facette in self.genres)


def search_resultats(lecteur: Lecteur, requete: Requete, filtre: Filtre, numero: str = "1") -> Resultats:
    """All matches that the person may open, filtered; the counts by kind ignore the filter."""
    lues = requete
    candidats = search_objets(lecteur, requete)
    if not candidats and len(requete.termes) > 1:
        lues = requete.with_un_seul_mot()
        candidats = search_objets(lecteur, lues)
    groupes = [_build_groupe(source, lecteur, requete, filtre) for source in sources.get_all()]
    retenus = _filter_candidats(lecteur, lues, candidats, filtre)
    genres = [*_count_genres(candidats), *(_build_facette(groupe) for groupe in groupes if groupe.nombre)]
    page = Paginator(retenus, PAR_PAGE).get_page(numero) if retenus else None
    return Resultats(
        requete=requete,
        genres=tuple(genres),
        espaces=_count_espaces(lecteur, candidats, filtre),
        objets=page,
        lignes=build_lignes(lecteur, lues, list(page)) if page else (),
        groupes=tuple(groupe for groupe in groupes if groupe.nombre and _is_montre(groupe, filtre)),
        et_plus=len(retenus) >= MAX_CANDIDATS,
        is_partiel=bool(candidats) and lues is not requete,
    )


def search_objets(lecteur: Lecteur, requete: Requete, filtre: Filtre | None = None) -> list[Candidat]:
    """The objects of her espaces that match, best first."""
    espaces = list(lecteur.noms_espaces)
    if not espaces:
        return []
    type_seul = None
    if filtre is not None:
        espaces = [filtre.espace] if filtre.espace else espaces
        type_seul = objets.get(filtre.genre) if filtre.genre else None
    return search_candidats(lecteur.compte, requete, espaces=espaces, types=list_types_cherches(), type_seul=type_seul)


def _filter_candidats(lecteur: Lecteur, requete: Requete, candidats: list[Candidat], filtre: Filtre) -> list[Candidat]:
    """The candidates that pass the filter; searched again with the filter if the list had reached its limit."""
    if filtre.genre in {source.cle for source in sources.get_all()}:
        return []
    if len(candidats) >= MAX_CANDIDATS and (filtre.genre or filtre.espace):
        return search_objets(lecteur, requete, filtre)
    if filtre.genre:
        cle_type = build_cle_type(filtre.genre)
        candidats = [candidat for candidat in candidats if candidat.cle_type == cle_type]
    if filtre.espace:
        cle_espace = build_cle_espace(filtre.espace)
        candidats = [candidat for candidat in candidats if candidat.cle_espace == cle_espace]
    return candidats


def _count_genres(candidats: Sequence[Candidat]) -> list[Facette]:
    counts = Counter(candidat.cle_type for candidat in candidats)
    et_plus = len(candidats) >= MAX_CANDIDATS
    return [
        Facette(type_objet.cle, type_objet.libelle, count, et_plus)
        for type_objet in list_types_cherches()
        if (count := counts[build_cle_type(type_objet.cle)])
    ]


def _count_espaces(lecteur: Lecteur, candidats: Sequence[Candidat], filtre: Filtre) -> tuple[Facette, ...]:
    """Result counts by espace; empty if there is nothing to choose, because all results are in one espace."""
    counts = Counter(candidat.cle_espace for candidat in candidats)
    et_plus = len(candidats) >= MAX_CANDIDATS
    found = [
        Facette(str(uuid), nom, counts[build_cle_espace(uuid)], et_plus)
        for uuid, nom in lecteur.noms_espaces.items()
        if counts[build_cle_espace(uuid)] or uuid == filtre.espace
    ]
    return tuple(found) if len(found) > 1 or filtre.espace else ()


def build_lignes(lecteur: Lecteur, requete: Requete, candidats: Sequence[Candidat]) -> tuple[Resultat, ...]:
    """The lines of one page: one query for their texts, then one per kind of object, which gives the URLs."""
    entrees = EntreeRecherche.objects.annotate(debut=Left("corps", MAX_LU_EXTRAIT)).defer(
        "corps", "corps_index", "titre_index"
    )
    by_pk: dict[int, Any] = entrees.in_bulk([candidat.pk for candidat in candidats])
    identifiants: dict[str, list[UUID]] = defaultdict(list)
    for entree in by_pk.values():
        identifiants[entree.objet_type].append(entree.objet_uuid)
    rows = {
        (cle, row.pk): row
        for cle, uuids in identifiants.items()
        for row in objets.get(cle).visible_to(lecteur.compte).filter(pk__in=uuids)
    }
    lignes = []
    for candidat in candidats:
        entree = by_pk.get(candidat.pk)
        row = rows.get((entree.objet_type, entree.objet_uuid)) if entree else None
        if entree is None or row is None:
            # Deleted since the search, a moment ago.
            continue
        type_objet = objets.get(entree.objet_type)
        lignes.append(
            Resultat(
                genre=type_objet.libelle,
                url=type_objet.get_url(row),
                titre=build_titre(entree.titre or type_objet.libelle, requete),
                extrait=build_extrait(entree.debut, requete),
                precision=lecteur.noms_espaces.get(entree.espace_id, "") if entree.espace_id else "",
                date=entree.date_objet,
            )
        )
    return tuple(lignes)


def _build_groupe(source: SourceRecherche, lecteur: Lecteur, requete: Requete, filtre: Filtre) -> Groupe:
    # Ask for one more than is shown, to know whether there are more.
    found = source.search(lecteur, requete, MAX_SOURCE + 1) if not filtre.espace else ()
    shown = found[: MAX_SOURCE if filtre.genre == source.cle else PAR_SOURCE]
    return Groupe(
        source,
        tuple(build_resultat(source, trouvaille, requete) for trouvaille in shown),
        nombre=min(len(found), MAX_SOURCE),
        et_plus=len(found) > MAX_SOURCE,
        url_suite=source.get_url_suite(requete) if source.get_url_suite and len(found) > len(shown) else "",
    )


def build_resultat(source: SourceRecherche, trouvaille: Trouvaille, requete: Requete) -> Resultat:
    return Resultat(
        source.libelle_un,
        trouvaille.url,
        build_titre(trouvaille.titre, requete),
        build_extrait(trouvaille.texte, requete),
        trouvaille.precision,
    )


def _build_facette(groupe: Groupe) -> Facette:
    return Facette(groupe.source.cle, groupe.source.libelle, groupe.nombre, groupe.et_plus)


def _is_montre(groupe: Groupe, filtre: Filtre) -> bool:
    return not filtre.espace and filtre.genre in ("", groupe.source.cle)
