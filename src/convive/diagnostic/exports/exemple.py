"""A small diagnosis that is invented, and says so: for the gallery of documents."""

from convive.diagnostic.rules.contenus import (
    Chiffre,
    Citation,
    Contenu,
    Illustration,
    Phrase,
    Provenance,
    TableauSource,
    build_titre,
)
from convive.diagnostic.rules.redaction import ChapitreLu, DiagnosticLu
from convive.diagnostic.rules.sommaire import SOURCES
from convive.documents.graphiques import Barre, barres
from convive.documents.rules.blocs import Tableau

SOURCE = Provenance("Observatoire du goûter, chiffres inventés", "2026", "Licence ouverte", "Personne n’a été compté.")
VIDES = {"voyons": "", "pensons": "", "ignorons": ""}


def build_exemple_lu() -> DiagnosticLu:
    return DiagnosticLu(
        "Diagnostic partagé",
        "Pays de Vallombre",
        1,
        "en_cours",
        (
            ChapitreLu(
                "population",
                "La population",
                "",
                VIDES,
                _list_contenus(),
                (Phrase("Le pays compte 1 240 amateurs de tarte, soit un habitant sur deux.", "", (SOURCE,)),),
            ),
            ChapitreLu(
                "thematique",
                "Enfance",
                "Enfance",
                {
                    "voyons": "Les goûters finissent plus tard qu’avant.\n\n"
                    "- Le mercredi, à dix-sept heures\n- Le vendredi, à dix-huit heures",
                    "pensons": "La tarte aux pommes tient mieux la distance.",
                    "ignorons": "Ce que préfèrent les enfants de l’école du haut.",
                },
                (
                    Citation(
                        "On mange mieux quand on mange ensemble.", "Un habitant ou une habitante, atelier", (SOURCE,)
                    ),
                ),
            ),
            ChapitreLu(SOURCES, "Sources, millésimes et limites", "", VIDES, ()),
        ),
        fictif=True,
    )


def _list_contenus() -> tuple[Contenu, ...]:
    graphique = barres(
        titre="Goûters par semaine, 2026",
        barres=[Barre("Pays de Vallombre", 4.0, accent=True), Barre("Pays voisin", 2.0)],
        unite="goûters",
        source=SOURCE.source,
        decimales=0,
    )
    tableau = Tableau(graphique.titre, graphique.tableau.colonnes, graphique.tableau.lignes)
    lignes = (("Le Bas", "120"), ("Le Haut", "s"))
    return (
        Chiffre("Amateurs de tarte", "1 240", "personnes", "2026", (SOURCE,), "Déclaré par les intéressés."),
        Chiffre("Goûters par semaine", "4", "goûters", "2026", (SOURCE,), comparaison="Pays voisin : 2"),
        Illustration(
            "gouters", graphique.titre, graphique.description, graphique.svg, graphique.source, tableau, (SOURCE,)
        ),
        build_titre("Par hameau"),
        TableauSource(Tableau("Amateurs de tarte, par hameau", ("Hameau", "Amateurs"), lignes), (SOURCE,), True),
    )
