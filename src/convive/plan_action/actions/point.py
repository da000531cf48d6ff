"""Ask the pilotes where their actions are, recall it, keep what they answer, read it over. The journal is written."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.lien_magique import BuildUrl, close_lien, reopen_lien, submit_lien
from convive.espaces.actions.trace import record
from convive.espaces.liens import liens
from convive.espaces.models import LienMagique, Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import DemandePoint, EtapeFiche, MeteoFiche, NoteSuivi, ReponsePilote
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.plan import PlanRefuse, Regard, StatutReponse, VisibiliteNote
from convive.plan_action.rules.point import (
    CLE_DEMANDE,
    FAIRE_LE_POINT,
    MAX_FICHES,
    Saisie,
    build_note,
    get_debut_trimestre,
    is_a_relancer,
)
from convive.plan_action.selectors.catalogue import get_delais
from convive.plan_action.selectors.point import (
    LignePilote,
    get_derniers_liens,
    list_demandes_a_relancer,
)

DEJA_RELUE = "Cette réponse a déjà été relue."


def submit_points(*, by: Membre, lignes: Iterable[LignePilote], build_url: BuildUrl, mot: str = "") -> tuple[int, int]:
    """Send one link to each of these pilotes, for all her active actions: how many were made, how many did not leave.

    Whoever received one this quarter keeps it. A mail server that does not answer is tried once.
    """
    made, is_envoi, left = 0, True, 0
    for ligne in lignes:
        if not ligne.is_a_demander or not ligne.fiches:
            continue
        demande = _create_demande(by, ligne)
        lien = submit_lien(
            by=by,
            geste=liens.get(CLE_DEMANDE, FAIRE_LE_POINT),
            objet=demande,
            email=ligne.personne.email,
            nom=str(ligne.personne),
            mot=mot,
            build_url=build_url,
            is_envoi=is_envoi,
        )
        is_envoi = lien.date_envoi is not None
        made, left = made + 1, left + (not is_envoi)
    return made, left


@transaction.atomic
def _create_demande(by: Membre, ligne: LignePilote) -> DemandePoint:
    refuse_espace_expire(by.espace)
    debut, ctg = get_debut_trimestre(timezone.localdate()), ligne.fiches[0].ctg_id
    demande, is_new = DemandePoint.objects.get_or_create(
        ctg_id=ctg,
        personne=ligne.personne,
        debut=debut,
        defaults={"espace": by.espace, "created_by": by.compte},
    )
    demande.fiches.set(ligne.fiches[:MAX_FICHES])
    if is_new:
        record(by.compte, Geste.CREER, demande, by.espace, actions=len(ligne.fiches))
    return demande


@transaction.atomic
def close_demande(*, by: Membre, demande: DemandePoint) -> None:
    """Stop waiting: no reminder leaves any more, and the link is stopped."""
    refuse_espace_expire(by.espace)
    if DemandePoint.objects.filter(pk=demande.pk, is_close=False).update(is_close=True):
        record(by.compte, Geste.CLORE, demande, by.espace)
        if lien := get_derniers_liens([demande]).get(demande.pk):
            close_lien(by=by, lien=lien)


def send_relances(*, today: date, build_url: BuildUrl) -> int:
    """Recall those who have not answered, as often as the parameters say; run twice in a day, it sends nothing twice.

    The reminder comes from whoever asked: once she has left the espace, nobody is recalled in her name.
    """
    delais, sent = get_delais(today).jours_relance_point, 0
    for demande, lien in list_demandes_a_relancer():
        by = Membre.objects.en_cours().filter(espace=demande.espace_id, compte=demande.created_by_id).first()
        if by is None or demande.espace.is_expire or demande.espace.date_suppression or not can_update_fiches(by):
            continue
        due = is_a_relancer(
            envoyee_le=timezone.localdate(demande.created_at),
            relances=demande.relances,
            relancee_le=demande.relancee_le,
            today=today,
            delais=delais,
        )
        if not due or not _lock_relance(demande, today):
            continue
        by.espace = demande.espace
        reopen_lien(by=by, lien=lien, build_url=build_url)
        sent += 1
    return sent


def _lock_relance(demande: DemandePoint, today: date) -> bool:
    """Whether this process is the one that recalls: of two at once, one."""
    mine = DemandePoint.objects.filter(pk=demande.pk, relances=demande.relances)
    return bool(mine.update(relances=demande.relances + 1, relancee_le=today))


@transaction.atomic
def record_reponses(*, lien: LienMagique, demande: DemandePoint, saisies: Mapping[UUID, Saisie]) -> int:
    """Keep what a pilote says, one row by action, until somebody reads it over; what she said before is replaced as
    long as nobody has. The journal is written by the link."""
    now = timezone.now()
    former = LienMagique.objects.filter(objet_type=CLE_DEMANDE, objet_uuid=demande.pk, email=lien.email)
    for fiche, saisie in saisies.items():
        ReponsePilote.objects.filter(fiche=fiche, lien__in=former.values("pk"), statut=StatutReponse.A_RELIRE).delete()
        if not saisie.is_vide:
            _create_reponse(fiche, saisie, lien=lien, auteur_nom=lien.nom, recue_le=now)
    return sum(not saisie.is_vide for saisie in saisies.values())


def _create_reponse(fiche: UUID, saisie: Saisie, **champs: object) -> ReponsePilote:
    reponse = ReponsePilote(
        fiche_id=fiche,
        fait=saisie.fait,
        changement=saisie.changement,
        ajustement=saisie.ajustement,
        meteo=saisie.meteo,
        phrase=saisie.phrase,
        etapes_faites=list(saisie.etapes),
        **champs,
    )
    reponse.save(force_insert=True)
    return reponse


@transaction.atomic
def validate_reponse(*, by: Membre, reponse: ReponsePilote, visibilite: str = VisibiliteNote.PARTAGEE) -> None:
    """Take an answer: its note, its météo and its steps go to the action, in the name of who answered.

    Raise PlanRefuse when somebody has read it over meanwhile.
    """
    current = _lock_reponse(by, reponse, StatutReponse.ACCEPTEE)
    _apply(current, visibilite)
    record(by.compte, Geste.VALIDER, current.fiche, by.espace, reponse=current.auteur_nom)


@transaction.atomic
def refuse_reponse(*, by: Membre, reponse: ReponsePilote) -> None:
    """Put an answer aside: it stays, and changes nothing. Raise PlanRefuse when it was read over meanwhile."""
    current = _lock_reponse(by, reponse, StatutReponse.ECARTEE)
    record(by.compte, Geste.REFUSER, current.fiche, by.espace, reponse=current.auteur_nom)


@transaction.atomic
def record_points(*, by: Membre, saisies: Mapping[UUID, Saisie]) -> int:
    """What a pilote who has a compte says of her own actions: nobody has to read it over."""
    refuse_espace_expire(by.espace)
    now, nom = timezone.now(), by.compte.nom_affiche
    kept = {fiche: saisie for fiche, saisie in saisies.items() if not saisie.is_vide}
    for fiche, saisie in kept.items():
        reponse = _create_reponse(
            fiche,
            saisie,
            auteur_nom=nom,
            recue_le=now,
            statut=StatutReponse.ACCEPTEE,
            relue_par=by.compte,
            relue_le=now,
        )
        _apply(reponse, VisibiliteNote.PARTAGEE, auteur=by.compte)
        record(by.compte, Geste.MODIFIER, reponse.fiche, by.espace, point=True)
    return len(kept)


def _apply(reponse: ReponsePilote, visibilite: str, auteur: Compte | None = None) -> None:
    day = timezone.localdate(reponse.recue_le)
    saisie = Saisie(reponse.fait, reponse.changement, reponse.ajustement)
    if note := build_note(saisie):
        NoteSuivi.objects.create(
            fiche=reponse.fiche,
            date=day,
            texte=note,
            visibilite=visibilite,
            auteur=auteur,
            auteur_libelle=reponse.auteur_nom,
        )
    if reponse.meteo:
        MeteoFiche.objects.create(
            fiche=reponse.fiche,
            regard=Regard.PILOTE,
            niveau=reponse.meteo,
            phrase=reponse.phrase,
            date=day,
            auteur=auteur,
            auteur_nom=reponse.auteur_nom,
        )
    done = EtapeFiche.objects.filter(fiche=reponse.fiche_id, pk__in=reponse.etapes_faites, faite_le__isnull=True)
    done.update(faite_le=day, updated_at=timezone.now())
    update_calculs([reponse.fiche_id])


def _lock_reponse(by: Membre, reponse: ReponsePilote, statut: StatutReponse) -> ReponsePilote:
    refuse_espace_expire(by.espace)
    waiting = ReponsePilote.objects.select_for_update(of=("self",)).select_related("fiche")
    current = waiting.filter(pk=reponse.pk, statut=StatutReponse.A_RELIRE).first()
    if current is None:
        raise PlanRefuse(DEJA_RELUE)
    current.statut, current.relue_par, current.relue_le = statut, by.compte, timezone.now()
    current.save(update_fields=["statut", "relue_par", "relue_le", "updated_at"])
    return current
