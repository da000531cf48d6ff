"""The pages that this package brings to the menus of an espace."""

from django.conf import settings

from convive.espaces.models.espace import TYPES_SANS_TERRITOIRE
from convive.espaces.onglets import Groupe, Onglet, onglets
from convive.espaces.permissions import (
    can_export_espace,
    can_get_droits,
    can_get_journal,
    can_list_echeances,
    can_list_liens,
    can_list_membres,
    can_list_notes,
    can_list_territoires,
    can_list_thematiques,
    can_reset_espace,
    can_update_notes,
    can_update_partages,
    can_update_perimetre,
    can_validate_place,
)
from convive.espaces.textes import TypeTexte, textes
from convive.socle.navigation import Verbe
from convive.socle.televersement import plafonds


def record_pages() -> None:
    # A copy holds all the files of an espace: heavier than one file.
    plafonds.record("espaces:espace_copie", lambda: settings.COPIE_MAX_OCTETS)
    onglets.record(
        Onglet(
            *("Échéances", "espaces:echeance_list", "calendar-event", 50, can_list_echeances),
            verbe=Verbe.AGIR,
            sans=TYPES_SANS_TERRITOIRE,
        ),
        Onglet("Carnet", "espaces:note_list", "notebook", 30, can_list_notes),
        Onglet("Territoires", "espaces:territoire_list", "map-2", 20, can_list_territoires, verbe=Verbe.COMPRENDRE),
        Onglet(
            "Membres",
            "espaces:membre_list",
            "users",
            1,
            can_list_membres,
            Groupe.REGLAGES,
            description="Qui a accès à l’espace, avec quel rôle\u00a0; inviter quelqu’un.",
        ),
        Onglet(
            "Mon accès",
            "espaces:confirmation_create",
            "user",
            5,
            can_validate_place,
            Groupe.REGLAGES,
            description="Confirmer que vous avez toujours ce rôle.",
        ),
        Onglet(
            "Qui voit quoi",
            "espaces:espace_droits",
            "eye",
            10,
            can_get_droits,
            Groupe.REGLAGES,
            description="Ce que chaque rôle peut voir et modifier.",
        ),
        Onglet(
            "Journal",
            "espaces:espace_journal",
            "file-text",
            20,
            can_get_journal,
            Groupe.REGLAGES,
            description="Qui a fait quoi, et quand.",
        ),
        Onglet(
            "Liens envoyés",
            "espaces:lien_list",
            "link",
            25,
            can_list_liens,
            Groupe.REGLAGES,
            description="Les liens personnels envoyés à des personnes sans compte.",
        ),
        Onglet(
            "Périmètre",
            "espaces:perimetre_update",
            "map-pin",
            30,
            can_update_perimetre,
            Groupe.REGLAGES,
            description="Les communes de l’espace, et celles qu’il avait avant.",
        ),
        Onglet(
            "Thématiques",
            "espaces:thematique_list",
            "bookmark",
            40,
            can_list_thematiques,
            Groupe.REGLAGES,
            description="Les thématiques que l’espace suit.",
        ),
        Onglet(
            "Remettre à zéro",
            "espaces:espace_reset",
            "refresh",
            85,
            can_reset_espace,
            Groupe.REGLAGES,
            description="Revenir au point de départ de l’entraînement.",
        ),
        Onglet(
            "Partage",
            "espaces:partage_list",
            "share",
            50,
            can_update_partages,
            Groupe.REGLAGES,
            description="Ce que l’on montre à un département ou à un cabinet.",
        ),
        Onglet(
            "Copie",
            "espaces:espace_copie",
            "download",
            90,
            can_export_espace,
            Groupe.REGLAGES,
            description="Télécharger tout l’espace, pour le garder ou le reprendre ailleurs.",
        ),
    )
    textes.record(
        TypeTexte(
            "note",
            {"titre": "Titre", "texte": "Texte"},
            "espaces:note_list",
            can_list_notes,
            lambda membre, _note: can_update_notes(membre),
        )
    )
