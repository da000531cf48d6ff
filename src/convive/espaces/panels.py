"""What this package shows on the home of an espace: what to do now, and its own part of that list."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.liens import liens
from convive.espaces.models import Espace, Membre, TypeEspace
from convive.espaces.onglets import onglets
from convive.espaces.permissions import (
    can_list_liens,
    can_list_territoires,
    can_submit_invitation,
    can_update_membre,
    can_validate_place,
)
from convive.espaces.selectors.confirmation import (
    is_place_a_confirmer,
    list_places_a_confirmer,
    list_reponses_a_traiter,
)
from convive.espaces.selectors.debut import list_etapes_debut
from convive.espaces.selectors.invitation import build_invites, has_autres, list_invitations
from convive.espaces.selectors.lien_magique import list_demandes, list_liens_of_objet
from convive.espaces.selectors.limites import build_limites_en_mots
from convive.espaces.selectors.membre import list_fins_de_mandat, list_places_ailleurs, list_places_finies_ailleurs
from convive.espaces.selectors.parametres import get_parametres
from convive.espaces.selectors.partage import build_tableau_partages, list_partages_recus
from convive.socle.debut import EtapeDebut, debut
from convive.socle.formats import avec_de, date_longue, nombre_accorde
from convive.socle.memoire import Memoire
from convive.socle.objets import objets
from convive.socle.panneaux import Panneau, Place, panneaux
from convive.socle.taches import Tache, Urgence, taches

RAISON_SEUL: dict[str, str] = {
    TypeEspace.TERRITOIRE: "Une CTG se pilote à plusieurs : vous êtes encore seul·e dans cet espace.",
    TypeEspace.ENTRAINEMENT: "Les personnes qui s’entraînent entrent par une invitation.",
}


def get_contexte_taches(request: HttpRequest, _espace: Espace) -> Mapping[str, Any] | None:
    membre: Membre | None = getattr(request, "membre", None)
    memoire: Memoire | None = getattr(request, "memoire", None)
    if membre is None:
        return None
    page = taches.pages.get(membre.role)
    if page is not None and onglets.is_permis(page, membre):
        return {"ailleurs": reverse(page, args=[membre.espace_id])}
    # What « Pour commencer » asks already is not asked twice.
    demandees = {etape.url for etape in list_etapes_debut(membre, memoire)}
    liste = taches.list_taches(membre, timezone.localdate(), memoire=memoire, sauf=demandees)
    is_vide = not (liste.maintenant or liste.ensuite)
    # Nothing else to do: the first steps alone, without a list that says that nothing waits.
    return None if is_vide and demandees else {"liste": liste, "ailleurs": ""}


def get_contexte_debut(request: HttpRequest, _espace: Espace) -> Mapping[str, Any] | None:
    membre: Membre | None = getattr(request, "membre", None)
    etapes = list_etapes_debut(membre, getattr(request, "memoire", None)) if membre else ()
    if not etapes:
        return None
    return {
        "etapes": etapes,
        "faites": sum(etape.is_faite for etape in etapes),
        "prochaine": next(etape for etape in etapes if not etape.is_faite),
    }


def list_taches_liens(membre: Membre, today: date) -> Iterator[Tache]:
    """New links that are asked, and one's own place, to confirm once a year."""
    if can_list_liens(membre):
        yield from _list_taches_demandes(membre)
    if can_validate_place(membre) and is_place_a_confirmer(membre, today):
        yield Tache(
            "Confirmer votre accès",
            "Depuis un an, personne n’a vérifié que vous avez toujours ce rôle.",
            reverse("espaces:confirmation_create", args=[membre.espace_id]),
            "Confirmer",
            Urgence.A_FAIRE,
            "user",
        )


def _list_taches_demandes(membre: Membre) -> Iterator[Tache]:
    if not can_list_liens(membre):
        return
    for lien in list_demandes(membre, is_pilote=can_submit_invitation(membre)):
        yield Tache(
            f"Envoyer un nouveau lien à {lien.nom}",
            "Le sien ne sert plus, ou s’est perdu.",
            reverse("espaces:lien_list", args=[membre.espace_id]),
            "Voir",
            Urgence.A_FAIRE,
            "mail",
        )


def list_taches_places(membre: Membre, today: date) -> Iterator[Tache]:
    """Places to bring up to date, for those who may change them."""
    if not can_update_membre(membre):
        return
    url = reverse("espaces:confirmation_list", args=[membre.espace_id])
    for reponse in list_reponses_a_traiter(membre.espace):
        yield Tache(
            f"Mettre à jour l’accès {avec_de(reponse.membre.compte.nom_affiche)}",
            f"Sa réponse : {reponse.get_reponse_display()}.",
            url,
            "Voir",
            Urgence.A_FAIRE,
            "users",
        )
    if places := [place for place in list_places_a_confirmer(membre.espace, today) if place.pk != membre.pk]:
        yield Tache(
            f"Faire confirmer {nombre_accorde(len(places), 'place')}",
            "Depuis un an, personne n’a vérifié que ces personnes ont toujours leur rôle.",
            f"{url}#places",
            "Demander",
            Urgence.PEUT_ATTENDRE,
            "users",
        )


def list_taches_invitations(membre: Membre, _today: date) -> Iterator[Tache]:
    """Invitations that nobody can answer any more, and an espace where one is alone."""
    if not can_submit_invitation(membre):
        return
    url = reverse("espaces:membre_list", args=[membre.espace_id])
    invitations = list_invitations(membre.espace)
    for invitation in invitations:
        if invitation.is_expiree or invitation.date_envoi is None:
            reason = "Le lien a expiré sans réponse." if invitation.is_expiree else "L’e-mail n’est pas parti."
            yield Tache(
                f"Inviter de nouveau {invitation.email}",
                reason,
                f"{url}#invitations",
                "Voir",
                Urgence.A_FAIRE,
                "mail",
            )
    if not invitations and not has_autres(membre):
        yield Tache(
            "Inviter une première personne",
            RAISON_SEUL.get(membre.espace.type, "Vous êtes encore seul·e dans cet espace."),
            f"{url}#inviter",
            "Inviter",
            Urgence.A_FAIRE,
            "users",
        )


def list_taches_mandats(membre: Membre, today: date) -> Iterator[Tache]:
    """Mandates that end."""
    if not can_update_membre(membre):
        return
    limite = today + timedelta(days=get_parametres("espaces", today)["jours_place_finit"])
    for autre in list_fins_de_mandat(membre.espace, today, limite):
        dernier_jour = autre.dernier_jour
        yield Tache(
            f"Prolonger ou laisser finir l’accès {avec_de(autre.compte.nom_affiche)}",
            f"{autre.get_role_display()}, jusqu’au {date_longue(dernier_jour) if dernier_jour else ''}.",
            reverse("espaces:membre_update", args=[membre.espace_id, autre.pk]),
            "Prévoir",
            Urgence.BIENTOT,
            "clock",
            dernier_jour,
        )


def get_contexte_liens(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """Links sent for an object, and the gestures that this visitor may offer on it; for the page of any object."""
    membre: Membre | None = getattr(request, "membre", None)
    reference = objets.get_reference(objet)
    if membre is None or not can_list_liens(membre):
        return None
    base = reverse("espaces:lien_create", args=[membre.espace_id])
    envois = [
        (geste, f"{base}?{urlencode({'objet': f'{reference.objet_type}:{reference.objet_uuid}', 'geste': geste.cle})}")
        for geste in liens.get_all()
        if geste.objet_type == reference.objet_type and geste.can_submit(membre, objet)
    ]
    return {"liens": list_liens_of_objet(membre, reference), "envois": envois} if envois else None


MISSIONS = (TypeEspace.TERRITOIRE, TypeEspace.DEPARTEMENT, TypeEspace.ENTRAINEMENT)
"""Where the people of a cabinet are invited; another cabinet is no mission."""


def get_contexte_territoires(request: HttpRequest, espace: Espace) -> Mapping[str, Any] | None:
    """What territoires show to this département, for those who may read it."""
    membre = _get_membre_in_type(request, TypeEspace.DEPARTEMENT)
    if membre is None or not can_list_territoires(membre):
        return None
    return {"espace": espace, "tableau": build_tableau_partages(list_partages_recus(membre))}


def get_contexte_missions(request: HttpRequest, _espace: Espace) -> Mapping[str, Any] | None:
    membre = _get_membre_in_type(request, TypeEspace.CABINET)
    if membre is None:
        return None
    places = list_places_ailleurs(membre, MISSIONS)
    limites = build_limites_en_mots(None, places)
    return {
        "missions": [(place, limites[place.pk]) for place in places],
        "finies": list_places_finies_ailleurs(membre, MISSIONS, timezone.localdate()),
    }


def get_contexte_entrainements(request: HttpRequest, _espace: Espace) -> Mapping[str, Any] | None:
    membre = _get_membre_in_type(request, TypeEspace.ORGANISME_FORMATION)
    return {"entrainements": list_places_ailleurs(membre, (TypeEspace.ENTRAINEMENT,))} if membre else None


def _get_membre_in_type(request: HttpRequest, type_espace: str) -> Membre | None:
    """The place of the visitor, in an espace of this type only."""
    membre: Membre | None = getattr(request, "membre", None)
    return membre if membre is not None and membre.espace.type == type_espace else None


def record_panneaux() -> None:
    # Whether a message left is no gesture: the journal does not tell it.
    taches.record("invitations", list_taches_invitations, is_vivant=True)
    taches.record("mandats", list_taches_mandats)
    taches.record("liens", list_taches_liens)
    taches.record("places", list_taches_places)
    debut.record(
        EtapeDebut(
            "inviter",
            10,
            "Inviter une première personne",
            RAISON_SEUL[TypeEspace.TERRITOIRE],
            "Inviter",
            is_permise=can_submit_invitation,
            build_faite=build_invites,
            get_url=lambda membre: f"{reverse('espaces:membre_list', args=[membre.espace_id])}#inviter",
        )
    )
    panneaux.record(
        Panneau(
            cle="espaces_debut",
            page="espaces:espace_detail",
            ordre=5,
            titre="Pour commencer",
            template="espaces/_panneau_debut.html",
            get_contexte=get_contexte_debut,
            place=Place.GAUCHE,
        ),
        Panneau(
            cle="espaces_taches",
            page="espaces:espace_detail",
            ordre=10,
            titre="À faire maintenant",
            template="espaces/_panneau_taches.html",
            get_contexte=get_contexte_taches,
            place=Place.GAUCHE,
        ),
        Panneau(
            cle="espaces_territoires",
            page="espaces:espace_detail",
            ordre=40,
            titre="Les territoires qui partagent",
            template="espaces/_panneau_territoires.html",
            get_contexte=get_contexte_territoires,
        ),
        Panneau(
            cle="espaces_missions",
            page="espaces:espace_detail",
            ordre=40,
            titre="Mes missions",
            template="espaces/_panneau_missions.html",
            get_contexte=get_contexte_missions,
        ),
        Panneau(
            cle="espaces_entrainements",
            page="espaces:espace_detail",
            ordre=40,
            titre="Mes espaces d’entraînement",
            template="espaces/_panneau_entrainements.html",
            get_contexte=get_contexte_entrainements,
        ),
        Panneau(
            cle="espaces_note_liens",
            page="espaces:note_detail",
            ordre=80,
            titre="Faire lire à quelqu’un sans compte",
            template="espaces/_panneau_liens.html",
            get_contexte=get_contexte_liens,
        ),
    )
