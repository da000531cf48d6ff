"""The personal data of this package: who gave what."""

from convive.comptes.donnees_personnelles import DonneesPersonne, Sort, donnees_personnelles
from convive.documents.models import ModeleDocument


def record_donnees() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            ModeleDocument,
            "Les modèles de documents que vous avez déposés",
            "Un modèle est à l’institution : il reste, déposé par un nom de rôle.",
            Sort.ANONYMISER,
            lambda modele: {
                "espace": str(modele.espace),
                "fichier": modele.nom_fichier,
                "déposé le": modele.created_at,
            },
            liens=("created_by",),
        )
    )
