"""The lettres de mission, as a place reads them; what a post gives to a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from convive.acteurs.models import PosteCooperation
from convive.espaces.models import Membre
from convive.espaces.permissions import is_permis_membre
from convive.espaces.selectors.note import list_choix_communes
from convive.gouvernance.models import Instance
from convive.prise_poste.models import LettreMission, ObjectifMission
from convive.prise_poste.rules.lettre_mission import DROIT_LETTRES, FaitsLettre, count_etats, list_manques
from convive.prise_poste.selectors.contenus import get_missions
from convive.socle.formats import liste_fr, nombre


@dataclass(frozen=True, slots=True)
class LettreLue:
    """`etats` are (label, number) of its objectives; `manques` what would make it clearer."""

    lettre: LettreMission
    objectifs: tuple[ObjectifMission, ...]
    etats: Sequence[tuple[str, int]]
    manques: tuple[str, ...]


def get_lettres(membre: Membre) -> "QuerySet[LettreMission]":
    rows = LettreMission.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    return rows.prefetch_related("objectifs")


def list_lettres(membre: Membre) -> list[LettreLue]:
    """The last year first; two queries."""
    return [_read(membre, row) for row in get_lettres(membre).order_by("-annee", "agent", "pk")[:200]]


def get_lettre(membre: Membre, uuid: UUID) -> LettreLue | None:
    row = get_lettres(membre).filter(pk=uuid).first()
    return _read(membre, row) if row else None


def _read(membre: Membre, lettre: LettreMission) -> LettreLue:
    lettre.espace = membre.espace
    objectifs = tuple(lettre.objectifs.all())
    faits = FaitsLettre(
        lettre.agent,
        lettre.employeur,
        lettre.rattachement,
        lettre.quotite,
        lettre.hors_mission,
        lettre.date_signature,
        len(objectifs),
        sum(objectif.echeance is None for objectif in objectifs),
    )
    etats = count_etats(objectif.etat for objectif in objectifs)
    return LettreLue(lettre, objectifs, etats, tuple(list_manques(faits)))


def list_postes(membre: Membre, today: date) -> list[PosteCooperation]:
    """The posts in force for which this place may write a lettre: all of them for who pilots, one’s own otherwise."""
    rows = PosteCooperation.objects.visible_to(membre.compte).filter(espace=membre.espace_id, archive_le__isnull=True)
    rows = rows.filter(Q(date_fin__isnull=True) | Q(date_fin__gt=today))
    if not is_permis_membre(membre, *DROIT_LETTRES):
        rows = rows.filter(personne__email__iexact=membre.compte.email)
    return list(rows.select_related("personne", "employeur").prefetch_related("thematiques").order_by("intitule", "pk"))


def build_valeurs(membre: Membre, poste: PosteCooperation | None) -> dict[str, Any]:
    """What is known of the post, in the words of a lettre; the usual missions for the rest."""
    noms = Instance.objects.visible_to(membre.compte).filter(espace=membre.espace_id).actives().order_by("nom", "pk")
    valeurs: dict[str, Any] = {
        "agent": str(membre.compte),
        "compte": membre.compte,
        "missions": "\n".join(bloc["nom"] for bloc in get_missions()["blocs"]),
        "instances": "\n".join(noms.values_list("nom", flat=True)[:20]),
    }
    if poste is None:
        return valeurs
    email = poste.personne.email if poste.personne else ""
    place = Membre.objects.en_cours().filter(espace=membre.espace_id, compte__email__iexact=email) if email else None
    titulaire = place.select_related("compte").first() if place is not None else None
    communes = dict(list_choix_communes(membre))
    perimetre = [
        f"Thématiques\u00a0: {liste_fr([str(t) for t in poste.thematiques.all()]) or 'toutes'}.",
        f"Communes\u00a0: {liste_fr([communes.get(code, code) for code in poste.communes]) or 'toutes'}.",
    ]
    return valeurs | {
        "poste": poste,
        "compte": titulaire.compte if titulaire else None,
        "agent": str(poste.personne) if poste.personne else poste.intitule,
        "intitule": poste.intitule,
        "employeur": str(poste.employeur),
        "quotite": f"{nombre(poste.quotite_ctg, 2)} équivalent temps plein pour la CTG, sur {nombre(poste.etp_total)}",
        "perimetre": "\n".join(perimetre),
    }
