"""The events of discussions that people can be notified of."""

from convive.socle.evenements import Evenement, evenements

COMMENTAIRE = "commentaire"
MENTION = "mention"
TRAVAIL_FINI = "travail_fini"


def record_evenements() -> None:
    evenements.record(
        Evenement(
            MENTION,
            "On me demande mon avis",
            "{auteur} vous demande votre avis sur « {objet} »",
            "On vous demande {nombre} fois votre avis sur « {objet} »",
            10,
        ),
        Evenement(
            COMMENTAIRE,
            "On commente ce que je suis, ou une discussion où j’ai écrit",
            "{auteur} a commenté « {objet} »",
            "{nombre} échanges sur « {objet} »",
            20,
        ),
        Evenement(
            TRAVAIL_FINI,
            "Un document que j’ai demandé est prêt, ou n’a pas pu l’être",
            "La préparation de «\u00a0{objet}\u00a0» est terminée",
            "« {objet} » : {nombre} préparations finies",
            70,
            objet_type="travail",
        ),
    )
