"""The bilan of an invented plan, for the gallery of documents."""

from datetime import date
from decimal import Decimal

from convive.plan_action.exports.exemple import AXE_1, AXE_2
from convive.plan_action.rules.bilan import ActionBilan, AnneeBilan, IndicateurBilan
from convive.plan_action.rules.plan import NiveauMeteo, Regard
from convive.plan_action.rules.statuts import Statut

ACTIONS_EXEMPLE = (
    ActionBilan(
        "1.1.1 Ouvrir douze places d’accueil aux Hautes-Granges",
        AXE_1,
        Statut.EN_COURS,
        is_en_retard=False,
        meteos=((Regard.PILOTE, NiveauMeteo.ATTEIGNABLES), (Regard.CAF, NiveauMeteo.APPUIS_NECESSAIRES)),
    ),
    ActionBilan(
        "1.2.1 Mutualiser les remplacements",
        AXE_1,
        Statut.BLOQUEE,
        is_en_retard=True,
        raison="Deux communes attendent leur budget.",
        decide="Prénom Nom, avant le 30 juin 2026",
        echeance=date(2026, 3, 31),
    ),
    ActionBilan("2.1.1 Tenir un café des parents itinérant", AXE_2, Statut.REALISEE, is_en_retard=False),
    ActionBilan(
        "2.2.1 Créer une maison des familles",
        AXE_2,
        Statut.ABANDONNEE,
        is_en_retard=False,
        raison="Le bâtiment a été vendu.",
        decide="Comité de pilotage, 4 mars 2026",
    ),
)
INDICATEURS_EXEMPLE = (
    IndicateurBilan("Familles rencontrées (familles)", ACTIONS_EXEMPLE[2].titre, "0", "64 en 2025", "60 en 2026"),
)
ANNEES_EXEMPLE = (
    AnneeBilan("2025", Decimal(42_000), Decimal(30_000), Decimal(12_000), Decimal(38_500)),
    AnneeBilan("2026", Decimal(180_000), Decimal(90_000), Decimal(90_000), None),
)
