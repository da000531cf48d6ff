"""The members of an espace, as a document and as a sheet."""

from convive.documents.exports.page import build_metadonnees, build_texte
from convive.documents.rules import Classeur, Colonne, Contenu, Famille, Feuille, FormatCellule
from convive.espaces.models import Membre
from convive.espaces.selectors.membre import list_membres

TITRE = "Les membres"
A_NE_PAS_DIFFUSER = "Cette liste contient des adresses e-mail : ne la diffusez pas hors de l’espace."


def build_membres(membre: Membre, famille: Famille, _choix: str) -> Contenu:
    membres = list_membres(membre.espace)
    if famille is Famille.TEXTE:
        contexte = {"membres": membres, "avis": A_NE_PAS_DIFFUSER}
        return build_texte(membre.espace, TITRE, "documents/types/membres.html", contexte)
    colonnes = [
        Colonne("Nom", largeur=32),
        Colonne("Rôle", largeur=32),
        Colonne("Adresse e-mail", largeur=36),
        Colonne("Depuis le", FormatCellule.DATE),
        Colonne("Jusqu’au", FormatCellule.DATE, 18),
    ]
    lignes = [
        [
            autre.compte.nom_affiche,
            str(autre.get_role_display()),
            autre.compte.email,
            autre.date_debut,
            autre.dernier_jour or "sans fin prévue",
        ]
        for autre in membres
    ]
    metadonnees = build_metadonnees(membre.espace, TITRE)
    return Classeur(TITRE, [Feuille(TITRE, colonnes, lignes, [A_NE_PAS_DIFFUSER])], metadonnees)
