"""The members of an espace, as a document and as a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, build_texte, get_cadre
from convive.documents.rules import Classeur, Colonne, Contenu, Famille, Feuille, FormatCellule
from convive.espaces.models import Membre, Role
from convive.espaces.selectors.membre import list_membres

TITRE = "Les membres"
A_NE_PAS_DIFFUSER = "Cette liste contient des adresses e-mail : ne la diffusez pas hors de l’espace."
SANS_FIN = "sans date de fin"


@dataclass(frozen=True, slots=True)
class LigneMembre:
    """A member as she is printed; `dernier_jour` is None for a place without an end."""

    nom: str
    role: str
    email: str
    date_debut: date
    dernier_jour: date | None = None


EXEMPLES = (
    LigneMembre("Aurore Lenvers", str(Role.CHARGE_COOPERATION.label), "aurore@exemple.invalid", date(2025, 9, 1)),
    LigneMembre("Basile Grandpré", str(Role.ELU.label), "basile@exemple.invalid", date(2026, 1, 5), date(2026, 12, 31)),
)


def build_membres(membre: Membre, famille: Famille, _choix: str) -> Contenu:
    lignes = [
        LigneMembre(
            autre.compte.nom_affiche,
            str(autre.get_role_display()),
            autre.compte.email,
            autre.date_debut,
            autre.dernier_jour,
        )
        for autre in list_membres(membre.espace)
    ]
    return _build(get_cadre(membre.espace), famille, lignes)


def build_exemple_membres(famille: Famille) -> Contenu:
    return _build(CADRE_EXEMPLE, famille, EXEMPLES)


def _build(cadre: Cadre, famille: Famille, membres: Sequence[LigneMembre]) -> Contenu:
    if famille is Famille.TEXTE:
        contexte = {"membres": membres, "avis": A_NE_PAS_DIFFUSER}
        return build_texte(cadre, TITRE, "documents/types/membres.html", contexte)
    colonnes = [
        Colonne("Nom", largeur=32),
        Colonne("Rôle", largeur=32),
        Colonne("Adresse e-mail", largeur=36),
        Colonne("Depuis le", FormatCellule.DATE),
        Colonne("Jusqu’au", FormatCellule.DATE, 18),
    ]
    lignes = [[m.nom, m.role, m.email, m.date_debut, m.dernier_jour or SANS_FIN] for m in membres]
    notes = [A_NE_PAS_DIFFUSER, *filter(None, [cadre.fictif])]
    return Classeur(TITRE, [Feuille(TITRE, colonnes, lignes, notes)], build_metadonnees(cadre, TITRE))
