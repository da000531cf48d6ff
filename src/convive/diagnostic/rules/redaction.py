"""A version of the diagnosis as it is read: chapters, words and contents. Pure; a frozen state keeps it as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from convive.diagnostic.rules.contenus import (
    Contenu,
    Phrase,
    Provenance,
    dump_contenus,
    list_elements,
    list_provenances,
    load_contenus,
)
from convive.diagnostic.rules.sommaire import SOURCES, ZONES, EtatChapitre, Variante, get_etat
from convive.documents.rules.blocs import BlocIllisible, Element, ElementPlace, Tableau, place_elements
from convive.socle.formats import nombre_accorde
from convive.socle.texte import Bloc, NatureBloc, get_extrait, parse_texte

PHRASE_PROPOSEE = "phrase proposée"
MAX_MILLESIMES = 6
MAX_EXTRAIT = 220
NIVEAU_DOCUMENT, NIVEAU_PAGE = 4, 3


@dataclass(frozen=True, slots=True)
class ChapitreLu:
    """A chapter. `textes` holds what people wrote, by zone; `phrases`, what is proposed as long as they wrote nothing
    of what they see."""

    cle: str
    titre: str
    thematique: str
    textes: Mapping[str, str]
    contenus: tuple[Contenu, ...]
    phrases: tuple[Phrase, ...] = ()

    @property
    def etat(self) -> EtatChapitre:
        return get_etat(self.textes.values(), bool(self.contenus))

    @property
    def phrases_proposees(self) -> tuple[Phrase, ...]:
        """Nothing is proposed to whoever has written."""
        return () if self.textes["voyons"].strip() else self.phrases

    def list_zones(self, niveau: int) -> list[tuple[str, list[ElementPlace]]]:
        """The zones where something is written, with their question; `niveau` is that of their headings."""
        return [
            (ZONES[zone], place_elements(parse_texte(self.textes[zone]), niveau))
            for zone in ZONES
            if self.textes[zone].strip()
        ]

    @property
    def zones(self) -> list[tuple[str, list[ElementPlace]]]:
        """In a document."""
        return self.list_zones(NIVEAU_DOCUMENT)

    @property
    def zones_page(self) -> list[tuple[str, list[ElementPlace]]]:
        """On the page of the chapter."""
        return self.list_zones(NIVEAU_PAGE)

    @property
    def premiere_phrase(self) -> str:
        """What one sees, in one sentence: that of the people, else the first that is proposed."""
        if self.textes["voyons"].strip():
            return get_extrait(self.textes["voyons"], MAX_EXTRAIT)
        return f"{self.phrases[0].texte} ({PHRASE_PROPOSEE})" if self.phrases else ""

    @property
    def groupes(self) -> list["GroupeContenus"]:
        """Blocks of one nature that follow one another, together: figures stand side by side."""
        return [GroupeContenus(nature, tuple(g)) for nature, g in groupby(self.contenus, key=lambda c: c.nature)]

    @property
    def elements(self) -> list[Element]:
        """Everything in the chapter, as plain blocks: what a frozen state shows and two versions compare."""
        elements: list[Element] = []
        if self.phrases_proposees:
            elements.append(Bloc(NatureBloc.SOUS_TITRE, (ZONES["voyons"],)))
            lignes = tuple(f"{phrase.texte} ({PHRASE_PROPOSEE})" for phrase in self.phrases_proposees)
            elements.append(Bloc(NatureBloc.LISTE, lignes))
        elements += self._elements_zones
        return elements + [_lower(element) for element in list_elements(self.contenus)]

    @property
    def _elements_zones(self) -> list[Element]:
        """The questions that have an answer, with it."""
        elements: list[Element] = []
        for question, places in self.zones:
            elements.append(Bloc(NatureBloc.SOUS_TITRE, (question,)))
            elements += [_lower(place.element) for place in places]
        return elements

    @property
    def elements_mots(self) -> list[Element]:
        """The chapter with what people wrote, and nothing else; none when they wrote nothing."""
        zones = self._elements_zones
        return [Bloc(NatureBloc.TITRE, (self.titre,)), *zones] if zones else []


def _lower(element: Element) -> Element:
    """A heading inside a chapter is under that of the chapter."""
    if isinstance(element, Bloc) and element.nature is NatureBloc.TITRE:
        return replace(element, nature=NatureBloc.SOUS_TITRE)
    return element


@dataclass(frozen=True, slots=True)
class GroupeContenus:
    """Blocks of one nature. Their sources are written once, under them: each block has the numbers of its own."""

    nature: str
    contenus: tuple[Contenu, ...]

    @property
    def sources(self) -> list[str]:
        return list(dict.fromkeys(p.source for contenu in self.contenus for p in contenu.provenances))

    @property
    def numerotes(self) -> list[tuple[Contenu, str]]:
        rangs = {source: rang for rang, source in enumerate(self.sources, 1)}
        return [
            (contenu, ", ".join(str(r) for r in sorted({rangs[p.source] for p in contenu.provenances})))
            for contenu in self.contenus
        ]


@dataclass(frozen=True, slots=True)
class DiagnosticLu:
    """A whole version, its hidden chapters left out. `espace` is the name of whose diagnosis it is."""

    titre: str
    espace: str
    numero: int
    statut: str
    chapitres: tuple[ChapitreLu, ...]
    fictif: bool = False
    chapeau: str = ""

    @property
    def provenances(self) -> list[Provenance]:
        """What the whole diagnosis really uses, hidden chapters left out."""
        return list_provenances(
            contenu
            for chapitre in self.chapitres
            for contenu in (*chapitre.contenus, *chapitre.phrases_proposees)
            if chapitre.cle != SOURCES
        )

    @property
    def elements(self) -> list[Element]:
        elements: list[Element] = []
        for rang, chapitre in enumerate(self.chapitres, 1):
            elements.append(Bloc(NatureBloc.TITRE, (f"{rang}. {chapitre.titre}",)))
            elements += chapitre.elements
            if chapitre.cle == SOURCES:
                elements += self.elements_sources
        return elements

    @property
    def elements_sources(self) -> list[Element]:
        """What the last chapter shows."""
        return build_elements_sources(self.provenances)

    @property
    def en_bref(self) -> list[tuple[str, str]]:
        """One sentence for each chapter that has one."""
        return [(c.titre, c.premiere_phrase) for c in self.chapitres if c.premiere_phrase]

    def reorder(self, variante: Variante) -> "DiagnosticLu":
        """The same chapters in the order of a document."""
        rangs = {id(chapitre): rang for rang, chapitre in enumerate(self.chapitres)}
        chapitres = sorted(self.chapitres, key=lambda c: (variante.get_rang(c.cle), rangs[id(c)]))
        return replace(self, chapitres=tuple(chapitres))


@dataclass(frozen=True, slots=True)
class SourceUtilisee:
    """A source that the diagnosis really uses, with all its vintages."""

    source: str
    millesimes: str
    licence: str
    limite: str
    url: str


def list_sources(provenances: Iterable[Provenance]) -> list[SourceUtilisee]:
    """One line for each source, in the order of the alphabet."""
    groups: dict[str, list[Provenance]] = {}
    for provenance in provenances:
        groups.setdefault(provenance.source, []).append(provenance)
    return [
        SourceUtilisee(
            source,
            _join_millesimes([p.millesime for p in group if p.millesime]),
            next((p.licence for p in group if p.licence), ""),
            max((p.limite for p in group), key=len),
            next((p.url for p in group if p.url), ""),
        )
        for source, group in groups.items()
    ]


def _join_millesimes(millesimes: Sequence[str]) -> str:
    """« 2020, 2022 »; a long series by its ends. A change between two years (« 2017-2023 ») is named as it is."""
    once = sorted(set(millesimes))
    annees = [millesime for millesime in once if millesime.isdigit()]
    if len(annees) <= MAX_MILLESIMES:
        return ", ".join(once)
    autres = [millesime for millesime in once if not millesime.isdigit()]
    return ", ".join([f"de {annees[0]} à {annees[-1]} ({nombre_accorde(len(annees), 'millésime')})", *autres])


def build_elements_sources(provenances: Iterable[Provenance]) -> list[Element]:
    sources = list_sources(provenances)
    if not sources:
        return [Bloc(NatureBloc.PARAGRAPHE, ("Aucun chiffre n’est encore repris dans ce diagnostic.",))]
    lignes = tuple((s.source, s.millesimes or "–", s.licence or "–", s.limite or "–") for s in sources)
    return [Tableau("Les sources de ce diagnostic", ("Source", "Millésime", "Licence", "Limite"), lignes)]


def dump_diagnostic(lu: DiagnosticLu) -> dict[str, Any]:
    """JSON values."""
    return {
        "titre": lu.titre,
        "espace": lu.espace,
        "numero": lu.numero,
        "statut": lu.statut,
        "fictif": lu.fictif,
        "chapeau": lu.chapeau,
        "chapitres": [
            {
                "cle": chapitre.cle,
                "titre": chapitre.titre,
                "thematique": chapitre.thematique,
                "textes": dict(chapitre.textes),
                "contenus": dump_contenus(chapitre.contenus),
                "phrases": dump_contenus(chapitre.phrases),
            }
            for chapitre in lu.chapitres
        ],
    }


def load_diagnostic(valeur: Mapping[str, Any]) -> DiagnosticLu:
    """What JSON values hold. Raise BlocIllisible for anything else, whoever wrote it."""
    try:
        chapitres = tuple(
            ChapitreLu(
                str(row["cle"]),
                str(row["titre"]),
                str(row["thematique"]),
                {zone: str(row["textes"][zone]) for zone in ZONES},
                load_contenus(row["contenus"]),
                tuple(c for c in load_contenus(row["phrases"]) if isinstance(c, Phrase)),
            )
            for row in valeur["chapitres"]
        )
        return DiagnosticLu(
            str(valeur["titre"]),
            str(valeur["espace"]),
            int(valeur["numero"]),
            str(valeur["statut"]),
            chapitres,
            bool(valeur["fictif"]),
            str(valeur["chapeau"]),
        )
    except (TypeError, KeyError, ValueError) as error:
        raise BlocIllisible("La version gardée du diagnostic est illisible.") from error
