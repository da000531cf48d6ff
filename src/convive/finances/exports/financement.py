"""The plan of financing of a year, as a text document and as a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Cellule, Classeur, Colonne, Contenu, Famille, Feuille, FormatCellule
from convive.donnees.rules import Statut
from convive.espaces.models import Membre
from convive.finances.rules.financement import (
    Oublis,
    Sommes,
    explain_financement,
    explain_manque,
    explain_oublis,
)
from convive.finances.selectors.financement import PlanFinancement, get_financement

TITRE = "Plan de financement"
AUCUN = "Aucune action n’a encore de budget."


@dataclass(frozen=True, slots=True)
class FinancementImprime:
    """What both formats print. `manques`: an action, what it lacks in euros, and why in a sentence."""

    titre: str
    ctg: str
    phrase: str
    annee: int
    fonctionnement: Sommes
    valorisation: Sommes
    financeurs: Sequence[tuple[str, Sommes]]
    axes: Sequence[tuple[str, Sommes]]
    par_annee: Sequence[tuple[int, Sommes]]
    investissements: Sequence[tuple[str, Sommes]]
    manques: Sequence[tuple[str, Decimal, str]]
    oublis: Sequence[str]


def list_choix_annee(membre: Membre) -> list[tuple[str, str]]:
    """The years that have some money, the one that people mean first."""
    plan = get_financement(membre, timezone.localdate())
    if plan is None:
        return []
    annees = sorted(plan.annees, key=lambda annee: (annee != plan.annee, -annee))
    return [(str(annee), str(annee)) for annee in annees]


def build_financement(membre: Membre, famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu without any money, or for a year that has none."""
    if choix and not (choix.isascii() and choix.isdigit()):
        raise DocumentInconnu("Choisissez une année.")
    plan = get_financement(membre, timezone.localdate(), int(choix) if choix else None)
    if plan is None or plan.is_vide:
        raise DocumentInconnu(AUCUN)
    if choix and int(choix) not in plan.annees:
        raise DocumentInconnu(f"Aucun montant n’est écrit pour {choix}.")
    return _build(get_cadre(membre.espace), famille, _read(plan))


def build_exemple_financement(famille: Famille) -> Contenu:
    """An example: a crèche and a relais of an invented territory."""
    demandes = (("Caf du département", Decimal(40_000)),)
    creche = Sommes(Decimal(240_000), Decimal(180_000), Decimal(40_000), Decimal(0), Decimal(95_000))
    relais = Sommes(Decimal(60_000), Decimal(60_000), Decimal(0), Decimal(0), None)
    total = Sommes(Decimal(300_000), Decimal(240_000), Decimal(40_000), Decimal(0), Decimal(95_000))
    travaux = Sommes(Decimal(80_000), Decimal(50_000), Decimal(30_000), Decimal(0), None)
    caf = Sommes(Decimal(0), Decimal(150_000), Decimal(40_000), Decimal(0), Decimal(95_000))
    pays = Sommes(Decimal(0), Decimal(90_000), Decimal(0), Decimal(0), None)
    exemple = FinancementImprime(
        titre=f"{TITRE} 2026",
        ctg="CTG 2024-2028",
        phrase=explain_financement(2026, total, travaux),
        annee=2026,
        fonctionnement=total,
        valorisation=Sommes(Decimal(4_000), Decimal(4_000), Decimal(0), Decimal(0), None),
        financeurs=(("Caf du département", caf), ("Pays de Vallombre", pays)),
        axes=(("Axe 1 Accueillir les petits", total),),
        par_annee=((2025, relais), (2026, total)),
        investissements=(("1.2 Agrandir la crèche", travaux),),
        manques=(("1.1 Ouvrir dix places", creche.a_trouver + creche.a_confirmer, explain_manque(creche, demandes)),),
        oublis=explain_oublis(Oublis(1, 0, ())),
    )
    return _build(CADRE_EXEMPLE, famille, exemple)


def _read(plan: PlanFinancement) -> FinancementImprime:
    return FinancementImprime(
        titre=f"{TITRE} {plan.annee}",
        ctg=str(plan.dossier.ctg),
        phrase=explain_financement(plan.annee, plan.fonctionnement, plan.investissement),
        annee=plan.annee,
        fonctionnement=plan.fonctionnement,
        valorisation=plan.valorisation,
        financeurs=plan.financeurs,
        axes=plan.axes,
        par_annee=plan.par_annee,
        investissements=[(action.libelle, sommes) for action, sommes in plan.investissements],
        manques=[
            (
                f"{lu.action.libelle} ({lu.manque.section.libelle.lower()})",
                lu.manque.montant,
                explain_manque(lu.manque.sommes, [(qui, montant) for qui, montant, _ in lu.manque.demandes]),
            )
            for lu in plan.manques
        ],
        oublis=explain_oublis(plan.oublis),
    )


def _build(cadre: Cadre, famille: Famille, imprime: FinancementImprime) -> Contenu:
    if famille is Famille.TEXTE:
        return build_texte(cadre, imprime.titre, "finances/types/plan_financement.html", {"plan": imprime})
    notes = [f"{cadre.nom}, {imprime.ctg}. {imprime.phrase}", *imprime.oublis, *filter(None, [cadre.fictif])]
    feuilles = [
        _build_feuille("Par financeur", "Financeur", imprime.financeurs, notes),
        _build_feuille("Par axe", "Axe", imprime.axes, notes),
        _build_feuille("Année par année", "Année", [(str(an), sommes) for an, sommes in imprime.par_annee], notes),
        _build_feuille("Investissement", "Action", imprime.investissements, notes),
    ]
    return Classeur(imprime.titre, feuilles, build_metadonnees(cadre, imprime.titre))


def _build_feuille(nom: str, premiere: str, rows: Sequence[tuple[str, Sommes]], notes: list[str]) -> Feuille:
    montants = ("Dépenses prévues, €", "Recettes prévues, €", "Confirmé, €", "Demandé, €", "À demander, €", "Reçu, €")
    colonnes = [Colonne(premiere, largeur=44), *(Colonne(titre, FormatCellule.EUROS, 20) for titre in montants)]
    lignes = [[nom_ligne, *_write_montants(sommes)] for nom_ligne, sommes in rows]
    return Feuille(nom, colonnes, lignes, notes)


def _write_montants(sommes: Sommes) -> list[Cellule | float]:
    prevus = (sommes.charges, sommes.produits, sommes.confirme, sommes.demande, sommes.espere)
    recu = Cellule(None, Statut.NON_DISPONIBLE) if sommes.recu is None else float(sommes.recu)
    return [*map(float, prevus), recu]
