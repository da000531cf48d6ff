"""Who does what with the documents of an espace."""

from convive.documents.travaux import TypeTravailInconnu, travaux
from convive.espaces.models import Membre, Role
from convive.espaces.permissions import PILOTES, TOUS
from convive.socle.droits import Droit, droits

DOMAINE = "documents"
CONTENU = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
DOCUMENTS = "Les documents"
MODELES = "Les modèles de documents"
TRAVAUX = "Les préparations longues"
DROITS = (
    Droit(DOMAINE, DOCUMENTS, "emporter", CONTENU, "Chacun de ceux dont on peut lire le contenu."),
    Droit(DOMAINE, MODELES, "voir", CONTENU, "Le papier à en-tête que prennent les documents de l’espace."),
    Droit(DOMAINE, MODELES, "déposer, retirer", PILOTES, "Un fichier est inspecté avant d’être accepté."),
    Droit(DOMAINE, TRAVAUX, "suivre", TOUS, "Seulement celles que l’on a demandées soi-même."),
)


def record_droits() -> None:
    droits.record(*DROITS)


def _is_permis(membre: Membre, objet: str, geste: str) -> bool:
    return membre.is_en_cours and droits.is_permis(membre.role, DOMAINE, objet, geste)


def can_list_documents(membre: Membre) -> bool:
    return _is_permis(membre, DOCUMENTS, "emporter")


def can_list_modeles(membre: Membre) -> bool:
    return _is_permis(membre, MODELES, "voir")


def can_update_modele(membre: Membre) -> bool:
    return _is_permis(membre, MODELES, "déposer, retirer")


def can_list_travaux(membre: Membre) -> bool:
    return _is_permis(membre, TRAVAUX, "suivre")


def can_get_resultat(membre: Membre, type_travail: str) -> bool:
    """The right that the job asked for, today; a type that is no longer declared gives nothing."""
    try:
        return travaux.get(type_travail).is_permis(membre)
    except TypeTravailInconnu:
        return False
