"""Put a diagnosis together: what people wrote, and what every package gives to each chapter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from convive.diagnostic.chapitres import ContexteChapitre, contenus
from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.rules.contenus import (
    Chiffre,
    Citation,
    ContenuADessiner,
    Dessin,
    Phrase,
    Provenance,
    TableauSource,
    build_titre,
    draw_contenus,
    list_provenances,
    rename_illustrations,
    split_phrases,
)
from convive.diagnostic.rules.redaction import ChapitreLu, DiagnosticLu
from convive.diagnostic.rules.sommaire import SOURCES, ZONES, EtatChapitre, get_etat
from convive.diagnostic.selectors.diagnostic import list_chapitres
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.formats import nombre_accorde


@dataclass(frozen=True)
class LigneChapitre:
    """A chapter in the page « Le diagnostic »: what is there already, before anything is drawn."""

    chapitre: Chapitre
    contenus: tuple[ContenuADessiner, ...]

    @property
    def etat(self) -> EtatChapitre:
        textes = [getattr(self.chapitre, zone) for zone in ZONES]
        return get_etat(textes, self.chapitre.cle == SOURCES or self.has_contenus)

    @property
    def has_contenus(self) -> bool:
        return any(not isinstance(contenu, Phrase) for contenu in self.contenus)

    @cached_property
    def phrases(self) -> list[Phrase]:
        """What is proposed, as long as nobody wrote what she sees."""
        return [c for c in self.contenus if isinstance(c, Phrase)] if not self.chapitre.voyons.strip() else []

    @property
    def inventaire(self) -> str:
        """« 12 chiffres, 4 graphiques ou cartes, 2 paroles »."""
        counts = (
            (sum(1 for c in self.contenus if isinstance(c, Chiffre) and c.valeur), "chiffre", None),
            (sum(1 for c in self.contenus if isinstance(c, TableauSource)), "tableau", "tableaux"),
            (sum(1 for c in self.contenus if isinstance(c, Dessin)), "image", None),
            (sum(1 for c in self.contenus if isinstance(c, Citation)), "parole", None),
        )
        return ", ".join(nombre_accorde(count, nom, pluriels) for count, nom, pluriels in counts if count)


def build_contexte_base(espace: Espace, jour: date) -> ContexteChapitre:
    """What the chapters of a page share; one reading of the périmètre."""
    return ContexteChapitre(espace, get_perimetre_espace(espace), jour, "")


def list_contenus(chapitre: Chapitre, base: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """What every package gives to a chapter, in order, each under its heading; nothing is drawn."""
    contexte = replace(base, cle=chapitre.cle, thematique=chapitre.thematique)
    for apport in contenus.list_for_chapitre(chapitre.cle):
        given = list(apport.build(contexte))
        if apport.titre and any(not isinstance(contenu, Phrase) for contenu in given):
            yield build_titre(apport.titre)
        yield from given


def build_lignes(chapitres: Iterable[Chapitre], base: ContexteChapitre) -> list[LigneChapitre]:
    return [LigneChapitre(chapitre, tuple(list_contenus(chapitre, base))) for chapitre in chapitres]


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


def list_provenances_chapitres(lignes: Iterable[LigneChapitre]) -> list[Provenance]:
    """What the chapters that are shown really use, nothing being drawn."""
    return list_provenances(
        contenu
        for ligne in lignes
        if not ligne.chapitre.is_masque
        for contenu in ligne.contenus
        if not (isinstance(contenu, Phrase) and ligne.chapitre.voyons.strip())
    )
