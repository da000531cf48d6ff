"""Put a diagnosis together: what people wrote, and what every package gives to each chapter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from convive.diagnostic.chapitres import Compte, ContexteChapitre, contenus
from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.rules.contenus import (
    Chiffre,
    ContenuADessiner,
    Dessin,
    Illustration,
    Phrase,
    Provenance,
    TableauSource,
    build_titre,
    draw_contenus,
    rename_illustrations,
    split_phrases,
)
from convive.diagnostic.rules.redaction import ChapitreLu, DiagnosticLu
from convive.diagnostic.rules.sommaire import SOURCES, ZONES, EtatChapitre, get_etat
from convive.diagnostic.selectors.diagnostic import list_chapitres
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.formats import nombre_accorde


@dataclass(frozen=True, slots=True)
class LigneChapitre:
    """A chapter in the page « Le diagnostic »: how much is there already, before anything is read or drawn."""

    chapitre: Chapitre
    comptes: tuple[Compte, ...]

    @property
    def etat(self) -> EtatChapitre:
        textes = [getattr(self.chapitre, zone) for zone in ZONES]
        return get_etat(textes, self.chapitre.cle == SOURCES or bool(self.comptes))

    @property
    def inventaire(self) -> str:
        """« 12 chiffres, 4 images, 2 paroles »; with the sentences that are proposed, as long as nobody wrote."""
        sommes: dict[tuple[str, str | None], int] = {}
        for compte in self.comptes:
            if not (compte.is_proposition and self.chapitre.voyons.strip()):
                cle = (compte.singulier, compte.pluriels)
                sommes[cle] = sommes.get(cle, 0) + compte.nombre
        return ", ".join(nombre_accorde(nombre, *cle) for cle, nombre in sommes.items())


def build_contexte_base(espace: Espace, jour: date) -> ContexteChapitre:
    """What the chapters of a page share; one reading of the périmètre."""
    return ContexteChapitre(espace, get_perimetre_espace(espace), jour, "")


def list_contenus(chapitre: Chapitre, base: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """What every package gives to a chapter, in order, each under its heading; nothing is drawn."""
    contexte = _get_contexte(chapitre, base)
    for apport in contenus.list_for_chapitre(chapitre.cle):
        given = list(apport.build(contexte))
        if apport.titre and any(not isinstance(contenu, Phrase) for contenu in given):
            yield build_titre(apport.titre)
        yield from given


def build_lignes(chapitres: Iterable[Chapitre], base: ContexteChapitre) -> list[LigneChapitre]:
    return [LigneChapitre(chapitre, tuple(_count_contenus(chapitre, base))) for chapitre in chapitres]


def _count_contenus(chapitre: Chapitre, base: ContexteChapitre) -> Iterator[Compte]:
    contexte = _get_contexte(chapitre, base)
    for apport in contenus.list_for_chapitre(chapitre.cle):
        yield from apport.count(contexte)


def _get_contexte(chapitre: Chapitre, base: ContexteChapitre) -> ContexteChapitre:
    return replace(base, cle=chapitre.cle, thematique=chapitre.thematique)


def count_contenus(donnes: Iterable[ContenuADessiner]) -> tuple[Compte, ...]:
    """How much some blocks are, for a package that has them at hand."""
    blocs = list(donnes)
    comptes = (
        Compte(sum(1 for c in blocs if isinstance(c, Chiffre)), "chiffre"),
        Compte(sum(1 for c in blocs if isinstance(c, TableauSource)), "tableau", "tableaux"),
        Compte(sum(1 for c in blocs if isinstance(c, Dessin | Illustration)), "image"),
        Compte(sum(1 for c in blocs if isinstance(c, Phrase)), "phrase proposée", "phrases proposées", True),
    )
    return tuple(compte for compte in comptes if compte.nombre)


def build_chapitre_lu(chapitre: Chapitre, base: ContexteChapitre, rang: int = 0) -> ChapitreLu:
    """A chapter, its charts drawn. `rang` names its images apart from those of the other chapters."""
    phrases, autres = split_phrases(draw_contenus(list_contenus(chapitre, base)))
    return ChapitreLu(
        chapitre.cle,
        chapitre.titre,
        chapitre.thematique.nom if chapitre.thematique else "",
        {zone: getattr(chapitre, zone) for zone in ZONES},
        rename_illustrations(autres, f"c{rang}"),
        phrases,
    )


def build_diagnostic_lu(diagnostic: Diagnostic, jour: date | None = None) -> DiagnosticLu:
    """A whole version as it is today, hidden chapters left out."""
    base = build_contexte_base(diagnostic.espace, jour or timezone.localdate())
    chapitres = list_chapitres(diagnostic, with_masques=False)
    perimetre = base.perimetre
    return DiagnosticLu(
        diagnostic.titre,
        diagnostic.espace.nom,
        diagnostic.numero,
        diagnostic.statut,
        tuple(build_chapitre_lu(chapitre, base, rang) for rang, chapitre in enumerate(chapitres, 1)),
        bool(perimetre and perimetre.fictif),
    )


def list_provenances_chapitres(chapitres: Iterable[Chapitre], base: ContexteChapitre) -> list[Provenance]:
    """What the chapters that are shown really use, in the order of names; no more is read than needed."""
    found: list[Provenance] = []
    for chapitre in chapitres:
        if not chapitre.is_masque:
            found += _list_provenances(chapitre, base)
    return sorted(set(found), key=lambda provenance: (provenance.source, provenance.millesime))


def _list_provenances(chapitre: Chapitre, base: ContexteChapitre) -> Iterator[Provenance]:
    contexte, has_ecrit = _get_contexte(chapitre, base), bool(chapitre.voyons.strip())
    for apport in contenus.list_for_chapitre(chapitre.cle):
        if apport.list_provenances is not None:
            yield from apport.list_provenances(contexte)
        else:
            for contenu in apport.build(contexte):
                # Sentences that are not proposed any more use nothing.
                if not (has_ecrit and isinstance(contenu, Phrase)):
                    yield from contenu.provenances
