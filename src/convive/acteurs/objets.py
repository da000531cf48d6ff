"""What the other packages may point at: an organisation, a person, a group, a decision on two cards."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from convive.acteurs.models import (
    EchangeActeur,
    Groupe,
    Import,
    LettreGroupe,
    OppositionLettre,
    Organisation,
    Personne,
    PosteCooperation,
    Rapprochement,
)
from convive.acteurs.permissions import can_get_position, can_update_acteurs
from convive.espaces.models import Membre, filter_membres_concernes
from convive.espaces.objets import get_espace_uuid
from convive.espaces.textes import TypeTexte, textes
from convive.socle.objets import TypeObjet, objets


def get_url_organisation(organisation: Organisation) -> str:
    return reverse("acteurs:organisation_detail", args=[organisation.espace_id, organisation.pk])


def get_url_personne(personne: Personne) -> str:
    return reverse("acteurs:personne_detail", args=[personne.espace_id, personne.pk])


def get_url_groupe(groupe: Groupe) -> str:
    return reverse("acteurs:groupe_detail", args=[groupe.espace_id, groupe.pk])


def get_url_echange(echange: EchangeActeur) -> str:
    return reverse("acteurs:echange_detail", args=[echange.espace_id, echange.pk])


def get_url_poste(poste: PosteCooperation) -> str:
    return reverse("acteurs:poste_detail", args=[poste.espace_id, poste.pk])


def _get_textes_organisation(organisation: Organisation) -> tuple[str, str]:
    corps = (organisation.sigle, organisation.get_type_display(), organisation.adresse, organisation.attentes)
    return organisation.nom, "\n".join(filter(None, corps))


def _get_textes_personne(personne: Personne) -> tuple[str, str]:
    """The name alone: how to reach people is not for everyone who reads the directory."""
    return str(personne), ""


def filter_lecteurs_poste(membres: "QuerySet[Membre]", poste: Any) -> "QuerySet[Membre]":
    """The places that a post concerns, and that see its employer."""
    return filter_membres_concernes(filter_membres_concernes(membres, poste), poste.employeur)


def _get_textes_echange(echange: EchangeActeur) -> tuple[str, str]:
    """The shared part alone: the private one is found by nobody, its author included."""
    return str(echange), "\n".join(filter(None, (echange.texte, echange.suite)))


def record_objets() -> None:
    objets.record(
        TypeObjet(
            "organisation",
            Organisation,
            "Organisation",
            get_url_organisation,
            Organisation.objects.visible_to,
            get_textes=_get_textes_organisation,
            get_espace_uuid=get_espace_uuid,
            defini="l’organisation",
        ),
        TypeObjet(
            "personne",
            Personne,
            "Personne",
            get_url_personne,
            Personne.objects.visible_to,
            get_textes=_get_textes_personne,
            get_espace_uuid=get_espace_uuid,
            defini="la fiche",
        ),
        TypeObjet(
            "groupe",
            Groupe,
            "Groupe de contacts",
            get_url_groupe,
            Groupe.objects.visible_to,
            get_textes=lambda groupe: (groupe.nom, groupe.description),
            get_espace_uuid=get_espace_uuid,
            defini="le groupe",
        ),
        TypeObjet(
            "echange_acteur",
            EchangeActeur,
            "Échange daté",
            get_url_echange,
            EchangeActeur.objects.visible_to,
            get_textes=_get_textes_echange,
            get_espace_uuid=get_espace_uuid,
            defini="l’échange",
        ),
        TypeObjet(
            "lettre_groupe",
            LettreGroupe,
            "Lettre à un groupe",
            lambda lettre: reverse("acteurs:lettre_detail", args=[lettre.espace_id, lettre.pk]),
            LettreGroupe.objects.visible_to,
            get_textes=lambda lettre: (lettre.objet, lettre.texte),
            get_espace_uuid=get_espace_uuid,
            defini="la lettre",
        ),
        TypeObjet(
            "opposition_lettre",
            OppositionLettre,
            "Adresse à qui ne plus écrire",
            lambda opposition: reverse("acteurs:opposition_list", args=[opposition.espace_id]),
            OppositionLettre.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’adresse à qui ne plus écrire",
        ),
        TypeObjet(
            "poste_cooperation",
            PosteCooperation,
            "Poste de coopération",
            get_url_poste,
            PosteCooperation.objects.visible_to,
            get_textes=lambda poste: (poste.intitule, ""),
            get_espace_uuid=get_espace_uuid,
            defini="le poste",
        ),
        TypeObjet(
            "rapprochement",
            Rapprochement,
            "Rapprochement de fiches",
            lambda rapprochement: reverse("acteurs:doublon_list", args=[rapprochement.espace_id]),
            Rapprochement.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="le rapprochement",
        ),
        TypeObjet(
            "import",
            Import,
            "Import de l’annuaire",
            lambda fichier: reverse("acteurs:import_detail", args=[fichier.espace_id, fichier.pk]),
            Import.objects.visible_to,
            get_espace_uuid=get_espace_uuid,
            defini="l’import",
        ),
    )
    textes.record(
        TypeTexte(
            "organisation",
            {"attentes": "Ce qu’elle attend de la CTG", "position_motif": "Ce qui fait dire sa position"},
            "acteurs:organisation_list",
            # Its texts say why a position was given: not for everyone who reads the directory.
            can_get_position,
            lambda membre, _organisation: can_update_acteurs(membre),
        )
    )
