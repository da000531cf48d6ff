"""The personal data in discussions and notifications, and what happens to it when a person is erased."""

from convive.comptes.registre import DonneesPersonne, Effacement, Sort, donnees_personnelles
from convive.echanges.models import (
    Commentaire,
    Discussion,
    LettreSemaine,
    Mention,
    Notification,
    PreferenceNotification,
    Sourdine,
    Suivi,
)


def _rename_commentaires(effacement: Effacement) -> None:
    """Replace the name copied on each comment with that of her role in the espace. The text stays, since others may
    have replied to it."""
    rows = Commentaire.objects.filter(auteur=effacement.compte)
    for espace_uuid in set(rows.order_by().values_list("discussion__espace", flat=True)):
        rows.filter(discussion__espace=espace_uuid).update(auteur_nom=effacement.noms.get(espace_uuid))


def _rename_discussions(effacement: Effacement) -> None:
    rows = Discussion.objects.filter(reglee_par=effacement.compte)
    for espace_uuid in set(rows.order_by().values_list("espace", flat=True)):
        rows.filter(espace=espace_uuid).update(reglee_par_nom=effacement.noms.get(espace_uuid))


def _forget_notifications(effacement: Effacement) -> None:
    """Delete her own notifications; in those that she caused for others, replace her name with that of her role."""
    Notification.objects.filter(compte=effacement.compte).delete()
    rows = Notification.objects.filter(auteur=effacement.compte)
    for espace_uuid in set(rows.order_by().values_list("espace", flat=True)):
        rows.filter(espace=espace_uuid).update(auteur_nom=effacement.noms.get(espace_uuid))


def record_donnees() -> None:
    donnees_personnelles.record(
        DonneesPersonne(
            Commentaire,
            "Vos commentaires",
            "Ce que vous avez écrit reste, au nom de votre fonction : d’autres y ont répondu. Supprimez d’abord, "
            "un par un, ceux qui ne doivent pas rester.",
            Sort.ANONYMISER,
            lambda commentaire: {
                "texte": commentaire.texte,
                "publié le": commentaire.publie_le,
                "supprimé le": commentaire.supprime_le,
            },
            liens=("auteur",),
            noms=("auteur_nom",),
            efface=_rename_commentaires,
        ),
        DonneesPersonne(
            Discussion,
            "Les discussions que vous avez ouvertes ou réglées",
            "Une discussion est à l’équipe : elle reste, ouverte et réglée au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda discussion: {"ouverte le": discussion.ouverte_le, "réglée le": discussion.reglee_le},
            liens=("ouverte_par", "reglee_par"),
            noms=("reglee_par_nom",),
            efface=_rename_discussions,
        ),
        DonneesPersonne(
            Mention,
            "Les fois où l’on vous a demandé votre avis",
            "La demande n’a plus de destinataire : elle est effacée.",
            Sort.EFFACER,
            lambda mention: {"par": mention.commentaire.auteur_nom, "le": mention.commentaire.publie_le},
            liens=("compte",),
        ),
        DonneesPersonne(
            Suivi,
            "Ce que vous suivez",
            "Personne d’autre ne le voit : c’est effacé.",
            Sort.EFFACER,
            lambda suivi: {"type d’objet": suivi.objet_type, "suivi": "oui" if suivi.is_actif else "non"},
            liens=("compte",),
        ),
        DonneesPersonne(
            Notification,
            "Vos notifications",
            "Les vôtres sont effacées. Celles que vous avez causées chez d’autres restent, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda notification: {
                "événement": notification.evenement,
                "espace": str(notification.espace),
                "de": notification.auteur_nom,
                "le": notification.created_at,
                "lue": "oui" if notification.is_lue else "non",
            },
            liens=("compte", "auteur"),
            noms=("auteur_nom",),
            efface=_forget_notifications,
        ),
        DonneesPersonne(
            PreferenceNotification,
            "Vos préférences de notification",
            "Personne d’autre ne les voit : elles sont effacées.",
            Sort.EFFACER,
            lambda preference: {"canaux": preference.canaux, "jour de la lettre": preference.get_jour_lettre_display()},
            liens=("compte",),
        ),
        DonneesPersonne(
            Sourdine,
            "Les espaces dont vous ne voulez plus rien recevoir",
            "Personne d’autre ne le voit : c’est effacé.",
            Sort.EFFACER,
            lambda sourdine: {"espace": str(sourdine.espace)},
            liens=("compte",),
        ),
        DonneesPersonne(
            LettreSemaine,
            "Les lettres de la semaine que vous avez reçues",
            "Leur date seulement, sans leur contenu : effacées.",
            Sort.EFFACER,
            lambda lettre: {"année": lettre.annee, "semaine": lettre.semaine, "envoyée le": lettre.date_envoi},
            liens=("compte",),
        ),
    )
