"""The personal data of this package: only the person who imported a file is named."""

from convive.comptes.conservation import purges
from convive.comptes.registre import DonneesPersonne, Sort, donnees_personnelles
from convive.offre.actions.imports import delete_imports_abandonnes
from convive.offre.actions.imports_cof import delete_imports_cofs_abandonnes
from convive.offre.models import ImportCofs, ImportServices


def record_donnees() -> None:
    purges.record("imports_services_abandonnes", delete_imports_abandonnes)
    purges.record("imports_cofs_abandonnes", delete_imports_cofs_abandonnes)
    donnees_personnelles.record(
        DonneesPersonne(
            ImportServices,
            "Les fichiers que vous avez importés dans l’offre de services",
            "L’import reste à l’équipe, au nom de votre fonction : il sert à revenir en arrière.",
            Sort.ANONYMISER,
            lambda fichier: {
                "espace": str(fichier.espace),
                "fichier": fichier.fichier_nom,
                "date": fichier.created_at,
            },
            liens=("created_by",),
        ),
        DonneesPersonne(
            ImportCofs,
            "Les listes de conventions avec la Caf que vous avez importées",
            "L’import reste à l’équipe, au nom de votre fonction : il sert à revenir en arrière.",
            Sort.ANONYMISER,
            lambda fichier: {
                "espace": str(fichier.espace),
                "fichier": fichier.fichier_nom,
                "date": fichier.created_at,
            },
            liens=("created_by",),
        ),
    )
