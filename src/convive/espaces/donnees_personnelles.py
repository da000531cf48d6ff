"""The personal data of this package, and the names of role under which people stay once erased."""

from collections.abc import Callable, Iterator, Mapping

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from convive.comptes.conservation import purges
from convive.comptes.models import Compte
from convive.comptes.registre import (
    ANCIEN_MEMBRE,
    DonneesPersonne,
    Effacement,
    NomsDeRole,
    Obstacle,
    Sort,
    donnees_personnelles,
)
from convive.comptes.selectors.adresse import build_filtre_adresse, build_filtre_effacement
from convive.espaces.actions.conservation import (
    delete_invitations_perimees,
    delete_liens_perimes,
    delete_tentatives_anciennes,
)
from convive.espaces.actions.note import delete_notes_oubliees
from convive.espaces.models import ConfirmationPlace, Espace, Invitation, LienMagique, Membre, Note, Partage
from convive.espaces.selectors.membre import list_departs, list_espaces_sans_releve
from convive.socle.formats import liste_fr


def get_noms_de_role(compte: Compte) -> NomsDeRole:
    """« Élu·e, jeunesse » : the role, with the thématiques to which the place is limited; the latest place speaks."""
    places = Membre.objects.filter(compte=compte).order_by("date_debut", "created_at")
    noms = {}
    for membre in places.prefetch_related("thematiques"):
        themes = liste_fr([thematique.nom.lower() for thematique in membre.thematiques.all()])
        noms[membre.espace_id] = ", ".join(filter(None, (membre.get_role_display(), themes)))
    distinct = set(noms.values())
    return NomsDeRole(noms, distinct.pop() if len(distinct) == 1 else ANCIEN_MEMBRE)


def list_obstacles(compte: Compte) -> Iterator[Obstacle]:
    for espace in list_espaces_sans_releve(compte):
        yield Obstacle(
            f"Vous êtes la seule personne chargée de coopération de « {espace} » : passez d’abord la main.",
            reverse("espaces:membre_list", args=[espace.pk]),
        )


def _export_membre(membre: Membre) -> Mapping[str, object]:
    return {
        "espace": str(membre.espace),
        "rôle": membre.get_role_display(),
        "depuis le": membre.date_debut,
        "dernier jour": membre.dernier_jour,
        "communes": membre.communes,
        "thématiques": [str(thematique) for thematique in membre.thematiques.all()],
    }


def _export_invitation(invitation: Invitation) -> Mapping[str, object]:
    return {
        "espace": str(invitation.espace),
        "adresse invitée": invitation.email,
        "nom": invitation.nom,
        "rôle": invitation.get_role_display(),
        "date": invitation.created_at,
        "état": invitation.get_etat().value,
    }


def _list_recus_et_envoyes[M: (Invitation, LienMagique, Partage)](modele: type[M]) -> Callable[[Compte], QuerySet[M]]:
    """Rows of this model that the person sent, or that went to the address that she proved."""

    def list_lignes(compte: Compte) -> QuerySet[M]:
        concerned = modele._default_manager.filter(Q(created_by=compte) | build_filtre_adresse(compte))
        return concerned.select_related("espace")

    return list_lignes


def _delete_recus(modele: type[Invitation] | type[LienMagique]) -> Callable[[Effacement], None]:
    """Those that she received go; those that she sent stay, under the name of her role."""

    def delete(effacement: Effacement) -> None:
        modele._default_manager.filter(build_filtre_effacement(effacement)).delete()

    return delete


def _close_places(effacement: Effacement) -> None:
    """The place stays among those that were held; it opens nothing any more."""
    Membre.objects.en_cours().filter(compte=effacement.compte).update(date_fin=timezone.localdate())


def _export_lien(lien: LienMagique) -> Mapping[str, object]:
    return {
        "espace": str(lien.espace),
        "envoyé à": lien.nom,
        "adresse": lien.email,
        "mot d’accompagnement": lien.mot,
        "date": lien.created_at,
        "servi le": lien.date_usage,
        "état": lien.get_etat().value,
    }


def _export_confirmation(confirmation: ConfirmationPlace) -> Mapping[str, object]:
    return {
        "espace": str(confirmation.membre.espace),
        "date": confirmation.created_at,
        "réponse": confirmation.get_reponse_display(),
        "précision": confirmation.precision,
    }


def _list_confirmations(compte: Compte) -> QuerySet[ConfirmationPlace]:
    return ConfirmationPlace.objects.filter(membre__compte=compte).select_related("membre__espace")


def _delete_precisions(effacement: Effacement) -> None:
    """What she wrote of herself goes; that she confirmed stays."""
    _list_confirmations(effacement.compte).exclude(precision="").update(precision="")


def _export_partage(partage: Partage) -> Mapping[str, object]:
    return {
        "espace": str(partage.espace),
        "adresse": partage.email,
        "champs partagés": partage.champs,
        "date": partage.created_at,
        "état": partage.get_etat().value,
    }


def _delete_adresse_partages(effacement: Effacement) -> None:
    """An offer without answer goes; an agreement lasts between the two espaces, without the address."""
    received = Partage.objects.filter(build_filtre_effacement(effacement))
    received.filter(date_acceptation__isnull=True).delete()
    received.update(email="")


def _rename_versions(effacement: Effacement) -> None:
    """The name copied on each version becomes that of her role in this espace; the text stays: it is the team's."""
    versions = Note.versions.filter(history_user=effacement.compte)
    for espace_uuid in set(versions.order_by().values_list("espace_id", flat=True)):
        versions.filter(espace=espace_uuid).update(auteur_nom=effacement.noms.get(espace_uuid))


def record_donnees() -> None:
    donnees_personnelles.record_noms_de_role(get_noms_de_role)
    donnees_personnelles.record_obstacles(list_obstacles)
    donnees_personnelles.record_departs(list_departs)
    purges.record("invitations", delete_invitations_perimees)
    purges.record("liens", delete_liens_perimes)
    purges.record("notes_supprimees", delete_notes_oubliees)
    purges.record("tentatives_liens", delete_tentatives_anciennes)
    donnees_personnelles.record(
        DonneesPersonne(
            Membre,
            "Vos accès aux espaces",
            "L’accès est fermé. Le rôle et ses dates restent, sans votre nom : on saura que quelqu’un avait ce rôle.",
            Sort.ANONYMISER,
            _export_membre,
            liens=("compte",),
            efface=_close_places,
        ),
        DonneesPersonne(
            Espace,
            "Les espaces que vous avez créés",
            "Un espace est à son équipe : il reste, créé au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda espace: {"espace": espace.nom, "créé le": espace.created_at},
            liens=("created_by",),
        ),
        DonneesPersonne(
            Invitation,
            "Les invitations reçues et envoyées",
            "Celles que vous avez reçues sont effacées ; celles que vous avez envoyées restent, sans votre nom.",
            Sort.ANONYMISER,
            _export_invitation,
            liens=("created_by",),
            noms=("email", "nom"),
            list_lignes=_list_recus_et_envoyes(Invitation),
            efface=_delete_recus(Invitation),
        ),
        DonneesPersonne(
            Partage,
            "Les partages proposés ou reçus",
            "L’accord entre les deux espaces reste, sans votre nom ni votre adresse.",
            Sort.ANONYMISER,
            _export_partage,
            liens=("created_by",),
            noms=("email",),
            list_lignes=_list_recus_et_envoyes(Partage),
            efface=_delete_adresse_partages,
        ),
        DonneesPersonne(
            Note,
            "Les notes que vous avez écrites",
            "Une note est à l’équipe : son texte reste, au nom de votre fonction.",
            Sort.ANONYMISER,
            lambda note: {"espace": str(note.espace), "titre": note.titre, "créée le": note.created_at},
            liens=("created_by", "updated_by"),
        ),
        DonneesPersonne(
            Note.versions.model,
            "Les versions des notes que vous avez écrites",
            "Chaque version reste, pour comparer et rétablir ; votre nom y devient celui de votre rôle.",
            Sort.ANONYMISER,
            lambda version: {"titre": version.titre, "texte": version.texte, "date": version.history_date},
            liens=("history_user",),
            noms=("auteur_nom",),
            efface=_rename_versions,
        ),
        DonneesPersonne(
            LienMagique,
            "Les liens personnels reçus et envoyés",
            "Ceux que vous avez reçus sont effacés ; ceux que vous avez envoyés restent, sans votre nom.",
            Sort.ANONYMISER,
            _export_lien,
            liens=("created_by",),
            noms=("email", "nom"),
            list_lignes=_list_recus_et_envoyes(LienMagique),
            efface=_delete_recus(LienMagique),
        ),
        DonneesPersonne(
            ConfirmationPlace,
            "Vos confirmations d’accès",
            "La date et la réponse restent avec le rôle ; ce que vous y avez écrit est effacé.",
            Sort.ANONYMISER,
            _export_confirmation,
            list_lignes=_list_confirmations,
            efface=_delete_precisions,
        ),
    )
