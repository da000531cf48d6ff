"""The personal data of this package: who gave what."""

from convive.comptes.registre import DonneesPersonne, Sort, donnees_personnelles
from convive.documents.actions.gel import delete_noms_gels
from convive.documents.actions.travail import delete_travaux
from convive.documents.models import Gel, ModeleDocument, PieceJointe, Travail, VersionPiece


def record_donnees() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            ModeleDocument,
            "Les modèles de documents que vous avez déposés",
            "Un modèle est à l’institution : il reste, déposé au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda modele: {
                "espace": str(modele.espace),
                "fichier": modele.nom_fichier,
                "déposé le": modele.created_at,
            },
            liens=("created_by",),
        ),
        DonneesPersonne(
            Travail,
            "Les documents que vous avez fait préparer",
            "Vous seul·e les voyez, et leur fichier ne reste que quelques jours : tout est effacé.",
            Sort.EFFACER,
            lambda travail: {
                "ce qui a été préparé": travail.libelle,
                "espace": str(travail.espace or ""),
                "demandé le": travail.created_at,
                "fichier": travail.nom_fichier,
            },
            liens=("created_by",),
            efface=lambda effacement: delete_travaux(effacement.compte),
        ),
        DonneesPersonne(
            PieceJointe,
            "Les pièces jointes que vous avez déposées",
            "Une pièce appartient à l’espace : elle reste, déposée au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda piece: {
                "espace": str(piece.espace),
                "titre": piece.titre,
                "description": piece.description,
                "texte alternatif": piece.texte_alternatif,
                "déposée le": piece.created_at,
            },
            liens=("created_by",),
        ),
        DonneesPersonne(
            VersionPiece,
            "Les fichiers que vous avez déposés",
            "Un fichier appartient à l’espace : il reste, déposé au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda version: {
                "pièce jointe": str(version.piece),
                "fichier": version.nom_fichier,
                "déposé le": version.created_at,
            },
            liens=("created_by",),
        ),
        DonneesPersonne(
            Gel,
            "Les versions que vous avez gardées",
            "Ce qui a été montré ou signé reste tel quel ; votre nom y devient celui de votre rôle.",
            Sort.ANONYMISER,
            lambda gel: {
                "espace": str(gel.espace),
                "titre": gel.titre,
                "motif": gel.motif,
                "gardée le": gel.date_gel,
                "nom": gel.auteur_nom,
                "fonction": gel.auteur_fonction,
            },
            liens=("created_by",),
            noms=("auteur_nom",),
            efface=delete_noms_gels,
        ),
    )
