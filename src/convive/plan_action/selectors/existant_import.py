"""The actions of a plan as a file is compared with them: four queries, whatever their number."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Value

from convive.plan_action.models import FicheAction, IndicateurFiche, LigneBudget, PartenaireFiche
from convive.plan_action.rules.plan import SensBudget
from convive.socle.noms import fold_nom

type LigneLue = tuple[int, str, str, float]


def build_ligne_lue(annee: int | None, sens: str, financeur: str, montant: float) -> LigneLue:
    """Who pays is told of what comes in; of an expense, a workbook says its amount alone."""
    return (annee or 0, sens, fold_nom(financeur) if sens == SensBudget.PRODUIT else "", montant)


@dataclass(slots=True)
class IndicateurConnu:
    cible: float | str | None
    reference: float | None
    valeurs: dict[str, float] = field(default_factory=dict)


class Existant:
    """`pilotes` and `partenaires`: keys of cards by action; `budgets`: year, side, folded funder and amount, sorted;
    `indicateurs`: by folded label."""

    def __init__(self, ctg_id: UUID) -> None:
        self.fiches = list(FicheAction.objects.filter(ctg=ctg_id).select_related("organisation_porteuse"))
        self.pilotes: dict[UUID, set[str]] = defaultdict(set)
        self.partenaires: dict[UUID, set[str]] = defaultdict(set)
        self.budgets: dict[UUID, list[LigneLue]] = defaultdict(list)
        self.indicateurs: dict[UUID, dict[str, IndicateurConnu]] = defaultdict(dict)
        if self.fiches:
            self._load_liens(ctg_id)
            self._load_budgets(ctg_id)
            self._load_indicateurs(ctg_id)

    def _load_liens(self, ctg_id: UUID) -> None:
        pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction__ctg=ctg_id)
        partenaires = PartenaireFiche.objects.filter(fiche__ctg=ctg_id).order_by()
        liens = pilotes.values_list("ficheaction_id", "personne_id", Value("pilote")).union(
            partenaires.values_list("fiche_id", "organisation_id", Value("partenaire"))
        )
        for fiche, carte, sorte in liens:
            (self.pilotes if sorte == "pilote" else self.partenaires)[fiche].add(str(carte))

    def _load_budgets(self, ctg_id: UUID) -> None:
        lignes = LigneBudget.objects.filter(fiche__ctg=ctg_id, montant_prevu__isnull=False)
        for ligne in lignes.select_related("financeur"):
            nom = ligne.financeur_texte or (ligne.financeur.nom if ligne.financeur is not None else "")
            lue = build_ligne_lue(ligne.annee, ligne.sens, nom, float(ligne.montant_prevu or 0))
            self.budgets[ligne.fiche_id].append(lue)
        for lues in self.budgets.values():
            lues.sort()

    def _load_indicateurs(self, ctg_id: UUID) -> None:
        rows = IndicateurFiche.objects.filter(fiche__ctg=ctg_id).order_by()
        champs = ("fiche_id", "libelle", "cible", "cible_texte", "reference", "valeurs__annee", "valeurs__valeur")
        for fiche, libelle, cible, cible_texte, reference, annee, valeur in rows.values_list(*champs):
            connu = self.indicateurs[fiche].setdefault(
                fold_nom(libelle),
                IndicateurConnu(
                    float(cible) if cible is not None else cible_texte or None,
                    float(reference) if reference is not None else None,
                ),
            )
            if annee is not None:
                connu.valeurs[str(annee)] = float(valeur)
