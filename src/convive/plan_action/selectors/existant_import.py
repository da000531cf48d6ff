"""The actions of a plan as a file is compared with them: four queries, whatever their number."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Value

from convive.plan_action.models import FicheAction, IndicateurFiche, LigneBudget, PartenaireFiche
from convive.plan_action.rules.plan import SensBudget
from convive.plan_action.rules.rapprochement import rank_libelles
from convive.socle.noms import fold_nom

type LigneLue = tuple[int, str, str, float]


def build_ligne_lue(annee: int | None, sens: str, financeur: str, montant: float) -> LigneLue:
    """Who pays is told of what comes in; of an expense, a workbook says its amount alone."""
    return (annee or 0, sens, fold_nom(financeur) if sens == SensBudget.PRODUIT else "", montant)


@dataclass(slots=True)
class IndicateurConnu:
    cible: float | str | None
    reference: float | None
    unite: str
    valeurs: dict[str, float] = field(default_factory=dict)


class Existant:
    """`pilotes`, `partenaires` and `thematiques`: keys by action; `budgets`: year, side, folded funder and amount,
    sorted; `indicateurs`: by folded label, and by rank among those of one label."""

    def __init__(self, ctg_id: UUID) -> None:
        self.fiches = list(FicheAction.objects.filter(ctg=ctg_id).select_related("organisation_porteuse"))
        self.pilotes: dict[UUID, set[str]] = defaultdict(set)
        self.partenaires: dict[UUID, set[str]] = defaultdict(set)
        self.thematiques: dict[UUID, set[str]] = defaultdict(set)
        self.budgets: dict[UUID, list[LigneLue]] = defaultdict(list)
        self.indicateurs: dict[UUID, dict[tuple[str, int], IndicateurConnu]] = defaultdict(dict)
        if self.fiches:
            self._load_liens(ctg_id)
            self._load_budgets(ctg_id)
            self._load_indicateurs(ctg_id)

    def _load_liens(self, ctg_id: UUID) -> None:
        pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction__ctg=ctg_id)
        partenaires = PartenaireFiche.objects.filter(fiche__ctg=ctg_id).order_by()
        themes = FicheAction.thematiques.through._default_manager.filter(ficheaction__ctg=ctg_id)
        liens = pilotes.values_list("ficheaction_id", "personne_id", Value("pilote")).union(
            partenaires.values_list("fiche_id", "organisation_id", Value("partenaire")),
            themes.values_list("ficheaction_id", "thematique_id", Value("thematique")),
        )
        held = {"pilote": self.pilotes, "partenaire": self.partenaires, "thematique": self.thematiques}
        for fiche, carte, sorte in liens:
            held[sorte][fiche].add(str(carte))

    def _load_budgets(self, ctg_id: UUID) -> None:
        lignes = LigneBudget.objects.filter(fiche__ctg=ctg_id, montant_prevu__isnull=False)
        for ligne in lignes.select_related("financeur"):
            nom = ligne.financeur_texte or (ligne.financeur.nom if ligne.financeur is not None else "")
            lue = build_ligne_lue(ligne.annee, ligne.sens, nom, float(ligne.montant_prevu or 0))
            self.budgets[ligne.fiche_id].append(lue)
        for lues in self.budgets.values():
            lues.sort()

    def _load_indicateurs(self, ctg_id: UUID) -> None:
        rows = IndicateurFiche.objects.filter(fiche__ctg=ctg_id).prefetch_related("valeurs")
        par_fiche: dict[UUID, list[IndicateurFiche]] = defaultdict(list)
        for row in rows.order_by("ordre", "created_at", "pk"):
            par_fiche[row.fiche_id].append(row)  # type: ignore[index]  # those of an action, by the filter
        for fiche, lignes in par_fiche.items():
            for cle, row in zip(rank_libelles([row.libelle for row in lignes]), lignes, strict=True):
                self.indicateurs[fiche][cle] = IndicateurConnu(
                    float(row.cible) if row.cible is not None else row.cible_texte.strip() or None,
                    float(row.reference) if row.reference is not None else None,
                    row.unite.strip(),
                    {str(valeur.annee): float(valeur.valeur) for valeur in row.valeurs.all()},
                )
