"""An espace of the miniature country, with one persona per role."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.core.mail import EmailMessage
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Coches
from convive.espaces.actions.espace import create_espace
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.cles.lien_magique import build_cle_lien
from convive.espaces.models import Espace, Invitation, LienMagique, Membre, Note, Partage, Role, Thematique, TypeEspace
from convive.espaces.rules import DUREE_INVITATION, compute_empreinte
from tests.territoires.factories import CIVRAISIEN

# What the radio buttons of a form send for a place without limits.
TOUT_L_ESPACE = {"etendue_thematiques": "toutes", "etendue_communes": "toutes"}
MOT_DE_PASSE = "Un-Matin-De-Mars-2026"
# Persona → role: no name of a person, one word for what she does.
PERSONAS = {
    "chargee": Role.CHARGE_COOPERATION,
    "coordinatrice": Role.COORDONNATEUR_THEMATIQUE,
    "directeur": Role.DIRECTION,
    "elue": Role.ELU,
    "conseillere_caf": Role.CONSEILLER_CAF,
    "partenaire": Role.PARTENAIRE,
    "lectrice": Role.LECTURE,
    "formatrice": Role.FORMATEUR,
    "administrateur": Role.ADMINISTRATEUR_TECHNIQUE,
}


def create_compte(nom: str, *, password: str | None = None) -> Compte:
    return Compte.objects.create_user(f"{nom}@exemple.fr", password, nom_affiche=nom.replace("_", " ").capitalize())


def create_espace_civraisien(by: Compte, nom: str = "") -> Espace:
    return create_espace(by=by, reference=CIVRAISIEN, nom=nom)


def create_departement(by: Compte, nom: str = "Caf de la Vienne") -> Espace:
    return create_espace(by=by, codes=["86078"], nom=nom, type_espace=TypeEspace.DEPARTEMENT)


def create_partage(
    espace: Espace, departement: Espace | None = None, champs: tuple[str, ...] = ("perimetre", "membres")
) -> tuple[Partage, str]:
    """An offer to the conseillère, accepted when a département is given, and its secret."""
    secret = uuid4().hex
    now = timezone.now()
    partage = Partage.objects.create(
        espace=espace,
        departement=departement,
        champs=list(champs),
        email="conseillere@exemple.fr",
        empreinte_cle=compute_empreinte(secret),
        expire_le=now + DUREE_INVITATION,
        date_acceptation=now if departement else None,
        created_by=espace.created_by,
    )
    return partage, secret


def create_membre(espace: Espace, compte: Compte, role: str, date_debut: date | None = None) -> Membre:
    return Membre.objects.create(espace=espace, compte=compte, role=role, date_debut=date_debut or timezone.localdate())


def create_invitation(espace: Espace, email: str = "invitee@exemple.fr", **champs: object) -> tuple[Invitation, str]:
    """An invitation that waits, and its secret."""
    secret = uuid4().hex
    valeurs: dict[str, object] = {
        "role": Role.ELU,
        "empreinte_cle": compute_empreinte(secret),
        "expire_le": timezone.now() + DUREE_INVITATION,
        "created_by": espace.created_by,
    }
    return Invitation.objects.create(espace=espace, email=email, **(valeurs | champs)), secret


def create_thematique(espace: Espace, nom: str) -> Thematique:
    """The one of this name, which a new espace may already have."""
    return Thematique.objects.get_or_create(espace=espace, nom=nom, defaults={"ordre": espace.thematiques.count()})[0]


def create_note_essai(
    espace: Espace,
    titre: str = "Avant le comité",
    texte: str = "Un.\n\nDeux.\n\nTrois.",
    *,
    by: Compte | None = None,
    thematiques: tuple[Thematique, ...] = (),
    communes: tuple[str, ...] = (),
) -> Note:
    """Written by whoever created the espace, unless someone else is given."""
    saisie = SaisieNote(
        titre,
        texte,
        thematiques=Coches(frozenset(t.pk for t in thematiques)),
        communes=Coches(frozenset(communes)),
    )
    auteur = by or espace.created_by
    assert auteur is not None
    return create_note(by=auteur, espace=espace, saisie=saisie)


def create_lien(place: Membre, **champs: object) -> tuple[LienMagique, str]:
    """A link by which someone confirms a place, and its key."""
    uuid = uuid4()
    cle = build_cle_lien(uuid)
    valeurs: dict[str, object] = {
        "espace": place.espace,
        "objet_type": "membre",
        "objet_uuid": place.pk,
        "geste": "confirmer_place",
        "email": place.compte.email,
        "nom": place.compte.nom_affiche,
        "empreinte_cle": cle.empreinte,
        "expire_le": timezone.now() + timedelta(days=30),
        "date_envoi": timezone.now(),
        "created_by": place.espace.created_by,
    }
    return LienMagique.objects.create(uuid=uuid, **(valeurs | champs)), cle.texte


def refuse_adresse(adresse: str) -> Any:
    """A mail server that takes every message but those to this address."""
    send = EmailMessage.send

    def refuse(message: EmailMessage, *args: Any, **options: Any) -> int:
        if adresse in message.to:
            raise SMTPRecipientsRefused({adresse: (550, b"No such user")})
        return send(message, *args, **options)

    return patch.object(EmailMessage, "send", refuse)
