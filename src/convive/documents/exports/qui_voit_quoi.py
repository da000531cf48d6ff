"""Who may do what, as a document and as a sheet: the rows that decide, and no others."""

from convive.documents.exports.page import build_metadonnees, build_texte
from convive.documents.rules import Classeur, Colonne, Contenu, Famille, Feuille
from convive.espaces.models import Membre
from convive.espaces.selectors.droits import list_droits

TITRE = "Qui voit quoi"


def build_qui_voit_quoi(membre: Membre, famille: Famille, _choix: str) -> Contenu:
    domaines = {domaine.replace("_", " ").capitalize(): lignes for domaine, lignes in list_droits().items()}
    if famille is Famille.TEXTE:
        return build_texte(membre.espace, TITRE, "documents/types/qui_voit_quoi.html", {"domaines": domaines})
    colonnes = [
        Colonne("Domaine", largeur=16),
        Colonne("Objet", largeur=36),
        Colonne("Geste", largeur=20),
        Colonne("Rôles", largeur=80),
        Colonne("Précision", largeur=80),
    ]
    lignes = [
        [domaine, ligne.objet, ligne.geste, ", ".join(ligne.roles), ligne.precision]
        for domaine, droits in domaines.items()
        for ligne in droits
    ]
    return Classeur(TITRE, [Feuille(TITRE, colonnes, lignes)], build_metadonnees(membre.espace, TITRE))
