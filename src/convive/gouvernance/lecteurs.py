"""The places that read a body, a séance, a point, a decision, a note: `visible_to`, read from the other side.

Who may be asked for advice about one of them, and who is told that something was said. A test compares both sides.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from convive.acteurs.models import Fonction, Personne
from convive.espaces.models import Membre
from convive.espaces.models.portee import filter_membres_concernes
from convive.gouvernance.models import Instance, MembreInstance, PointOrdreDuJour
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.models.seance import PUBLIEES
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.seances import StatutSeance
from convive.plan_action.rules.plan import DROIT_LIRE as DROIT_LIRE_PLAN
from convive.socle.droits import droits

type Membres = QuerySet[Membre]


def filter_lecteurs_seance(membres: Membres, seance: Any) -> Membres:
    instance = seance.instance
    lues, siegent = _build_instance(membres, instance), _build_siege(instance)
    condition = lues & _build_role(regles.DROIT_LIRE_TOUT)
    if seance.statut in PUBLIEES or seance.convoquee_le is not None:
        condition |= siegent
        if instance.is_ouverte_partenaires:
            condition |= lues & _build_role(regles.DROIT_LIRE_OUVERTES)
    if seance.statut == StatutSeance.CLOSE:
        condition |= lues & _build_role(regles.DROIT_LIRE_CLOSES)
    return membres.filter(condition)


def filter_lecteurs_decision(membres: Membres, decision: Any) -> Membres:
    instance, seance = decision.instance, decision.seance
    lues = Q() if instance is None else _build_instance(membres, instance)
    lecteurs = _build_role(regles.DROIT_LIRE)
    condition = lues & _build_role(regles.DROIT_LIRE_TOUT)
    if seance is None:
        condition |= lecteurs & lues
    elif seance.statut == StatutSeance.CLOSE:
        condition |= Q(pk__in=filter_lecteurs_seance(membres, seance).order_by().values("pk"))
    if seance is None or seance.statut == StatutSeance.CLOSE:
        condition |= lecteurs & _build_porteur(decision)
    return membres.filter(condition)


def filter_lecteurs_instance(membres: Membres, instance: Any) -> Membres:
    return membres.filter(_build_instance(membres, instance))


def filter_lecteurs_point(membres: Membres, point: Any) -> Membres:
    """With its séance; what waits for one is the team’s."""
    condition = _build_instance(membres, point.instance) & _build_role(regles.DROIT_LIRE_TOUT)
    if point.seance is not None:
        condition |= Q(pk__in=filter_lecteurs_seance(membres, point.seance).order_by().values("pk"))
    return membres.filter(condition)


def filter_lecteurs_note(membres: Membres, note: Any) -> Membres:
    """The team; who sits in a body to which it was joined, and the élu·es, once the séance was convened."""
    lues = Q() if note.instance is None else _build_instance(membres, note.instance)
    condition = lues & _build_role(regles.DROIT_LIRE_TOUT)
    joints = PointOrdreDuJour.objects.filter(objet_type=TYPE_NOTE, objet_uuid=note.pk, seance__statut__in=PUBLIEES)
    for point in joints.select_related("seance__instance"):
        seance: Any = point.seance
        lecteurs = Q(pk__in=filter_lecteurs_seance(membres, seance).order_by().values("pk"))
        condition |= lecteurs & (_build_siege(seance.instance) | _build_role(regles.DROIT_LIRE_CLOSES))
    return membres.filter(condition)


def _build_role(droit: tuple[str, str, str]) -> Q:
    return Q(role__in=sorted(droits.get_roles(*droit)))


def _build_instance(membres: Membres, instance: Instance) -> Q:
    """The places that the body concerns, and those of who sits there."""
    return Q(pk__in=filter_membres_concernes(membres, instance).order_by().values("pk")) | _build_siege(instance)


def _get_cartes(espace: Any) -> "QuerySet[Personne]":
    """The cards of the directory that bear the address of a place, as `plan_action.models.acces` finds them."""
    return Personne.objects.filter(
        espace=espace, email__iexact=OuterRef("compte__email"), fusionnee_dans__isnull=True
    ).order_by()


def _build_siege(instance: Instance) -> Q:
    sieges = MembreInstance.objects.en_cours().filter(instance=instance.pk).order_by()
    organisations = sieges.filter(personne__isnull=True, nom="", organisation__isnull=False).values("organisation")
    delegues = Fonction.objects.en_cours().filter(organisation__in=organisations).values("personne")
    personnes = sieges.filter(personne__isnull=False).values("personne")
    cartes = _get_cartes(instance.espace_id).filter(Q(pk__in=personnes) | Q(pk__in=delegues))
    return _build_role(DROIT_LIRE_PLAN) & Q(Exists(cartes))


def _build_porteur(decision: Any) -> Q:
    condition = Q(pk=decision.responsable_id)
    if decision.organisation_responsable_id is not None:
        fonctions = Fonction.objects.en_cours().filter(organisation=decision.organisation_responsable_id)
        condition |= Q(pk__in=fonctions.values("personne"))
    return _build_role(DROIT_LIRE_PLAN) & Q(Exists(_get_cartes(decision.espace_id).filter(condition)))
