"""Two actions of an invented plan, for the gallery of documents."""

from decimal import Decimal

from convive.documents.rules.blocs import Element, Tableau
from convive.plan_action.exports.plan_lu import ENTETES_RESUME, NOMBRES_RESUME
from convive.plan_action.rules.budget import Montant
from convive.plan_action.rules.budget_plan import LignePlan
from convive.plan_action.rules.impression import ENTETES_RUBRIQUES, FicheImprimee, Partie
from convive.socle.texte import Bloc, NatureBloc

AXE_1, AXE_2 = "Axe 1 Grandir sur le territoire", "Axe 2 Soutenir les parents"
NIVEAUX_EXEMPLE = ("Axes", "Objectifs")


def _say(*lignes: str) -> Bloc:
    return Bloc(NatureBloc.PARAGRAPHE, lignes)


def _build_rubriques(legende: str, *lignes: tuple[str, str]) -> Tableau:
    return Tableau(legende, ENTETES_RUBRIQUES, lignes)


FICHES_EXEMPLE = (
    FicheImprimee(
        "1.1.1 Ouvrir douze places d’accueil aux Hautes-Granges",
        f"{AXE_1} › Objectif 1.1 Accueillir les tout-petits",
        (
            Partie(
                "Titre et place",
                (_build_rubriques("Thématiques et statut", ("Thématiques", "Petite enfance"), ("Statut", "En cours")),),
            ),
            Partie("Constat de départ", (_say("Une famille sur trois ne trouve pas d’accueil dans sa commune."),)),
            Partie("Description", (_say("Aménager l’ancienne école et recruter une équipe avec le relais."),)),
            Partie(
                "Étapes",
                (
                    Tableau(
                        "1 étape faite sur 2",
                        ("Étape", "Échéance", "Responsable", "État"),
                        (
                            ("Choisir le bâtiment", "1er mars 2026", "Prénom Nom", "faite le 20 février 2026"),
                            ("Ouvrir", "1er septembre 2027", "Prénom Nom", "à venir"),
                        ),
                    ),
                ),
            ),
            Partie(
                "Budget",
                (
                    Tableau(
                        "Prévu, en euros ; le confirmé est signé",
                        ("Année", "Ligne", "Dépenses", "Recettes confirmées", "Recettes espérées"),
                        (
                            ("2026", "Investissement", "180 000", "", ""),
                            ("2026", "Caf inventée", "", "90 000", ""),
                            ("2026", "Pays de Vallombre", "", "", "90 000"),
                            ("Total", "Toutes les années", "180 000", "90 000", "90 000"),
                        ),
                        (2, 3, 4),
                    ),
                ),
            ),
        ),
    ),
    FicheImprimee(
        "2.1.1 Tenir un café des parents itinérant",
        f"{AXE_2} › Objectif 2.1 Rompre l’isolement",
        (
            Partie("Description", (_say("Une matinée par mois, dans six communes, avec la ludothèque."),)),
            Partie("Résultats attendus", (_say("Soixante familles rencontrées par an."),)),
        ),
    ),
)


def _build_resume(*ligne: str) -> Element:
    return Tableau("1 action", ENTETES_RESUME, (ligne,), NOMBRES_RESUME)


AXES_EXEMPLE: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, Element], ...]], ...] = (
    (
        AXE_1,
        ("1.1 Accueillir les tout-petits",),
        (
            (
                "1.1 Accueillir les tout-petits",
                _build_resume(
                    *(FICHES_EXEMPLE[0].titre, "Pays de Vallombre ; Prénom Nom", "03/2026 – 09/2027", "En cours"),
                    *("180 000", "90 000"),
                ),
            ),
        ),
    ),
    (
        AXE_2,
        ("2.1 Rompre l’isolement",),
        (
            (
                "2.1 Rompre l’isolement",
                _build_resume(
                    *(FICHES_EXEMPLE[1].titre, "Association inventée ; Prénom Nom", "depuis 01/2026", "Validée"),
                    *("nd", "nd"),
                ),
            ),
        ),
    ),
)
LIGNES_EXEMPLE = (
    LignePlan(AXE_1, "Investissement", Montant(2026, "charge", Decimal(180_000), None, confirme=False)),
    LignePlan(AXE_1, "Caf inventée", Montant(2026, "produit", Decimal(90_000), None, confirme=True)),
    LignePlan(AXE_1, "Pays de Vallombre", Montant(2026, "produit", Decimal(90_000), None, confirme=False)),
)
