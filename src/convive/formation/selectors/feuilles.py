"""The contents and the worksheet of an atelier, from its key."""

from dataclasses import dataclass

from convive.espaces.models import Espace
from convive.formation.models import Atelier
from convive.formation.rules.ateliers import Cas, FaitNouveau, Jeu, SorteAtelier, Temps, build_cas
from convive.formation.rules.cas_territoire import PREFIXE
from convive.formation.rules.feuille import (
    NOTES,
    Feuille,
    build_feuille_cas,
    build_feuille_jeu,
    build_feuille_outil,
)
from convive.formation.selectors.ateliers_contenus import get_jeux, get_versions_cas
from convive.prise_poste.rules.outils import Outil
from convive.prise_poste.selectors.contenus import get_outils

MINUTES_OUTIL, MINUTES_LECTURE = 30, 30
LECTURE = "lecture_critique"
TITRE_LECTURE = "Lire trois projets avec une grille"


@dataclass(frozen=True, slots=True)
class ContenuAtelier:
    """The content of an atelier. `resume` says what it is for; one of `jeu`, `cas` and `outil` is set, or none for the
    critical reading."""

    sorte: SorteAtelier
    cle: str
    titre: str
    resume: str
    sequence: str
    feuille: Feuille
    jeu: Jeu | None = None
    cas: Cas | None = None
    outil: Outil | None = None

    @property
    def fait(self) -> FaitNouveau | None:
        return self.jeu.fait_nouveau if self.jeu else None


def get_contenu_atelier(sorte: str, cle: str) -> ContenuAtelier | None:
    """The content for this key; None if it does not exist, or no longer does."""
    if sorte == SorteAtelier.JEU and (jeu := get_jeux().get(cle)):
        return _build_jeu(jeu)
    if sorte == SorteAtelier.CAS and (cas := get_versions_cas().get(cle)):
        return _build_cas(cas)
    if sorte == SorteAtelier.OUTIL and (outil := get_outils().get(cle)):
        return _build_outil(outil)
    return _build_lecture() if (sorte, cle) == (SorteAtelier.LECTURE, LECTURE) else None


def read_contenu_atelier(atelier: Atelier) -> ContenuAtelier | None:
    """The content of an atelier: its own when it was drawn from a territory, otherwise the one that its key names."""
    if atelier.donnees:
        return _build_cas(build_cas(atelier.donnees))
    return get_contenu_atelier(atelier.sorte, atelier.contenu)


def list_cas_territoire(espace: Espace) -> list[Cas]:
    """The cases drawn from territories in the sessions of an organisme; one query."""
    rows = Atelier.objects.filter(espace=espace, contenu__startswith=PREFIXE).order_by("-created_at", "pk")
    return [build_cas(row.donnees) for row in rows]


def list_contenus_ateliers() -> list[ContenuAtelier]:
    """Every available content: plays, cases, the critical reading, tools."""
    return [
        *(_build_jeu(jeu) for jeu in get_jeux().values()),
        *(_build_cas(cas) for cas in get_versions_cas().values()),
        _build_lecture(),
        *(_build_outil(outil) for outil in get_outils().values()),
    ]


def _build_jeu(jeu: Jeu) -> ContenuAtelier:
    feuille = build_feuille_jeu(jeu, get_outils()[jeu.production])
    return ContenuAtelier(SorteAtelier.JEU, jeu.cle, jeu.titre, jeu.tache, jeu.sequence, feuille, jeu=jeu)


def _build_cas(cas: Cas) -> ContenuAtelier:
    return ContenuAtelier(
        SorteAtelier.CAS, cas.cle, cas.titre, cas.territoire, cas.sequence, build_feuille_cas(cas), cas=cas
    )


def _build_outil(outil: Outil) -> ContenuAtelier:
    feuille = build_feuille_outil(outil, MINUTES_OUTIL)
    return ContenuAtelier(SorteAtelier.OUTIL, outil.cle, outil.titre, outil.sert_a, "", feuille, outil=outil)


def _build_lecture() -> ContenuAtelier:
    feuille = Feuille((NOTES,), (Temps("Lire et noter", MINUTES_LECTURE),))
    resume = "Un beau, un lourd, un modeste : qu’est-ce qui se pilote ? Puis le vôtre."
    return ContenuAtelier(SorteAtelier.LECTURE, LECTURE, TITRE_LECTURE, resume, "S3", feuille)
