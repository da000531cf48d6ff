"""The plans of the demonstration: the one that runs, after two years of life, and its predecessor, finished.

Everything is built in memory and written together: about sixty actions cost a few dozen queries.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from convive.espaces.models import Espace
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.demo.plan_decor import DecorPlan, build_decor_plan
from convive.plan_action.demo.plan_lignes import LignesPlan, build_lignes
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    EtapeFiche,
    FicheAction,
    IndicateurFiche,
    LienFiches,
    LigneBudget,
    LigneSppe,
    MeteoFiche,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
    RisqueFiche,
    ValeurIndicateurFiche,
)
from convive.socle.recit import Recit, read_yaml

type Niveaux = Sequence[Sequence[str]]
"""Of each level: its name, its plural, how it is numbered."""
DOSSIER = Path(__file__).with_name("plans")
NIVEAUX = {
    "CTG 2019-2023": (("Axe", "Axes", "Axe {a}"),),
    "CTG 2024-2028": (("Axe", "Axes", "Axe {n}"), ("Objectif", "Objectifs", "{parent}.{n}")),
}
FICHIERS = {"CTG 2019-2023": ("precedent",), "CTG 2024-2028": ("axe_1", "axe_2", "axe_3", "axe_4")}


def create_plan_demo(espace: Espace, recit: Recit) -> None:
    """Every plan, the former one first: some actions of the other come from it."""
    decor = build_decor_plan(espace, recit)
    origines: dict[str, FicheAction] = {}
    for nom, niveaux, axes in list_plans(recit):
        origines = _create_plan(decor, nom, niveaux, axes, origines)


def list_plans(recit: Recit) -> Iterator[tuple[str, Niveaux, list[Mapping[str, Any]]]]:
    """The name of the CTG of each plan, the levels that it names, its axes. A case study has one, in one file."""
    if recit.find_fichier("plan"):
        contenu = recit.read("plan")
        yield contenu["ctg"], contenu["niveaux"], contenu["axes"]
        return
    for nom in FICHIERS:
        yield nom, NIVEAUX[nom], list(read_axes(nom))


def read_axes(nom: str) -> Iterator[Mapping[str, Any]]:
    """The axes of a plan, in their order."""
    for fichier in FICHIERS[nom]:
        contenu = read_yaml(DOSSIER / f"{fichier}.yaml")
        yield from contenu if isinstance(contenu, list) else [contenu]


def _create_plan(
    decor: DecorPlan,
    nom: str,
    noms_niveaux: Niveaux,
    axes: Iterable[Mapping[str, Any]],
    origines: Mapping[str, FicheAction],
) -> dict[str, FicheAction]:
    """The actions of this plan, by their code."""
    ctg = decor.ctgs[nom]
    niveaux = [
        NiveauPlan(ctg=ctg, rang=rang, nom_singulier=singulier, nom_pluriel=pluriel, numerotation=style)
        for rang, (singulier, pluriel, style) in enumerate(noms_niveaux, start=1)
    ]
    noeuds: list[tuple[NoeudPlan, Mapping[str, Any]]] = []
    for ordre, axe in enumerate(axes, start=1):
        parent = _build_noeud(decor, niveaux[0], axe, ordre, None)
        noeuds.append((parent, axe))
        for rang, objectif in enumerate(axe.get("objectifs", ()), start=1):
            noeuds.append((_build_noeud(decor, niveaux[1], objectif, rang, parent), objectif))
    NiveauPlan.objects.bulk_create(niveaux)
    # The parents first: a row points at one that exists.
    NoeudPlan.objects.bulk_create(noeud for noeud, _ in noeuds)
    _set_liens(
        NoeudPlan.enjeux.through,
        ((noeud.pk, decor.get_enjeu(debut).pk) for noeud, ligne in noeuds for debut in ligne.get("enjeux", ())),
    )
    lignes = build_lignes(decor, ctg, noeuds, origines)
    _create_fiches(lignes)
    return lignes.fiches


def _build_noeud(
    decor: DecorPlan, niveau: NiveauPlan, ligne: Mapping[str, Any], ordre: int, parent: NoeudPlan | None
) -> NoeudPlan:
    return NoeudPlan(
        espace=decor.espace,
        ctg=niveau.ctg,
        niveau=niveau,
        parent=parent,
        code=ligne["code"],
        libelle=ligne["libelle"],
        description=ligne.get("description", ""),
        ordre=ordre,
    )


def _create_fiches(lignes: LignesPlan) -> None:
    fiches = list(lignes.fiches.values())
    FicheAction.objects.bulk_create([fiche for fiche in fiches if fiche.fiche_parente is None])
    FicheAction.objects.bulk_create([fiche for fiche in fiches if fiche.fiche_parente is not None])
    FicheAction.versions.bulk_history_create(fiches, custom_historical_attrs={"auteur_nom": lignes.auteur_nom})
    for champ, liens in lignes.liens.items():
        _set_liens(getattr(FicheAction, champ).through, liens)
    for modele in (
        *(EtapeFiche, MeteoFiche, NoteSuivi, ChangementStatut, PartenaireFiche, RisqueFiche, LigneBudget),
        *(IndicateurFiche, ValeurIndicateurFiche, BilanAnnuelFiche, LigneSppe, LienFiches),
    ):
        modele._default_manager.bulk_create(lignes.rows[modele])
    update_calculs(fiche.pk for fiche in fiches)


def _set_liens(through: Any, liens: Iterable[tuple[Any, Any]]) -> None:
    """The rows of a relation: its two foreign keys are the source, then the target."""
    source, cible = (champ.attname for champ in through._meta.fields if champ.is_relation)
    through._default_manager.bulk_create(through(**{source: de, cible: vers}) for de, vers in liens)
