"""What the bodies ask on the home of an espace: of the team, and of whoever carries a decision."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.rules import get_dernier_jour
from convive.gouvernance.models import EnvoiSeance, Instance, MembreInstance, ParticipantSeance, Seance
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.convocations import EtatEnvoi, SorteEnvoi
from convive.gouvernance.rules.criteres import EN_RETARD, SANS_RESPONSABLE
from convive.gouvernance.rules.seances import MODIFIABLES, StatutSeance
from convive.gouvernance.selectors.catalogue import Delais, get_delais
from convive.gouvernance.selectors.decisions import get_decisions
from convive.gouvernance.selectors.voix import list_decisions_a_dire
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.socle.debut import EtapeDebut, debut
from convive.socle.formats import date_longue, nombre_accorde
from convive.socle.taches import Tache, Urgence, taches

MAX_SEANCES, MAX_INSTANCES = 6, 4


def list_taches_siennes(membre: Membre, today: date) -> Iterator[Tache]:
    """What one has to carry out oneself, late or soon; one query."""
    if not can_list_instances(membre):
        return
    siennes = Q(responsable__in=get_personnes(membre.compte).values("pk")) | Q(
        responsable__isnull=True,
        responsable_texte="",
        organisation_responsable__in=get_fonctions(membre.compte).values("organisation"),
    )
    limite = today + timedelta(days=get_delais(today).jours_decision_proche)
    rows = get_decisions(membre).ouvertes().filter(siennes, echeance__lte=limite)
    for decision in rows.order_by("echeance", "annee", "numero")[:5]:
        is_late = decision.echeance is not None and decision.echeance < today
        yield Tache(
            f"Indiquer l’avancement de la décision {decision.code}",
            decision.libelle[:160],
            reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk]),
            "Indiquer l’avancement",
            Urgence.RETARD if is_late else Urgence.BIENTOT,
            "check",
            decision.echeance,
        )


def list_taches_voix(membre: Membre, today: date) -> Iterator[Tache]:
    """The decisions on which one’s voice is asked; three queries, one when there are none."""
    for decision in list_decisions_a_dire(membre, today):
        yield Tache(
            f"Voter sur la décision {decision.code}",
            decision.libelle[:160],
            f"{reverse('gouvernance:decision_detail', args=[membre.espace_id, decision.pk])}#voix",
            "Donner ma voix",
            Urgence.A_FAIRE,
            "check",
            decision.consultation_fin,
        )


def list_taches_decisions(membre: Membre, today: date) -> Iterator[Tache]:
    """For the team: what is late, what nobody carries; one query."""
    if not can_update_instances(membre):
        return
    vide = Q(responsable__isnull=True, organisation_responsable__isnull=True, responsable_texte="")
    compte = (
        get_decisions(membre)
        .ouvertes()
        .order_by()
        .aggregate(
            en_retard=Count("pk", filter=Q(echeance__lt=today)),
            depuis=Min("echeance", filter=Q(echeance__lt=today)),
            sans=Count("pk", filter=vide),
        )
    )
    url = reverse("gouvernance:decision_list", args=[membre.espace_id])
    if compte["en_retard"]:
        yield Tache(
            f"Suivre {nombre_accorde(compte['en_retard'], 'décision')} en retard",
            "L’échéance est passée\u00a0: indiquez ce qu’il en est, ou donnez une nouvelle date.",
            f"{url}?statut={EN_RETARD}",
            "Voir",
            Urgence.RETARD,
            "clock",
            compte["depuis"],
        )
    if compte["sans"]:
        yield Tache(
            f"Trouver un·e responsable pour {nombre_accorde(compte['sans'], 'décision')}",
            "Sans nom, une décision s’oublie entre deux séances.",
            f"{url}?statut={SANS_RESPONSABLE}",
            "Voir",
            Urgence.PEUT_ATTENDRE,
            "users",
        )


def list_taches_seances(membre: Membre, today: date) -> Iterator[Tache]:
    """For the team: to convene, to send again, to hold or to close; minutes that are closed and that nobody received,
    or that the mail server refused. One query.

    A message that the mail server refuses leaves no line in the journal, but its link has left one just before.
    """
    if not can_update_instances(membre):
        return
    delais = get_delais(today)
    envois = EnvoiSeance.objects.filter(participant__seance=OuterRef("pk"))
    echecs, partis = envois.filter(etat=EtatEnvoi.ECHEC.value), envois.filter(sorte=SorteEnvoi.COMPTE_RENDU.value)
    attendus = ParticipantSeance.objects.filter(seance=OuterRef("pk")).exclude(email="")
    a_tenir = Q(statut__in=[statut.value for statut in MODIFIABLES], date__isnull=False)
    a_tenir &= Q(date__lte=today + timedelta(days=delais.jours_convocation)) | Q(has_echecs=True)
    a_envoyer = Q(
        Exists(attendus),
        ~Exists(partis) | Exists(partis.filter(etat=EtatEnvoi.ECHEC.value)),
        statut=StatutSeance.CLOSE.value,
        date__gt=today - timedelta(days=delais.jours_compte_rendu_oublie),
    )
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    rows = rows.annotate(has_echecs=Exists(echecs)).filter(a_tenir | a_envoyer)
    seances = list(rows.select_related("instance").order_by("date", "created_at"))
    closes = [seance for seance in seances if seance.statut == StatutSeance.CLOSE]
    for seance in closes[:MAX_SEANCES]:
        yield _ask_compte_rendu(seance, delais, today)
    for seance in [seance for seance in seances if seance.statut != StatutSeance.CLOSE][:MAX_SEANCES]:
        if (tache := _ask_seance(seance, today)) is not None:
            yield tache


def _ask_compte_rendu(seance: Seance, delais: Delais, today: date) -> Tache:
    jours = (today - seance.date).days if seance.date else 0
    return Tache(
        f"Envoyer le compte rendu\u00a0: {seance}",
        "Celles et ceux qui y étaient attendent le relevé de décisions, d’habitude sous "
        f"{nombre_accorde(delais.jours_compte_rendu, 'jour')}.",
        f"{reverse('gouvernance:seance_cloture', args=[seance.espace_id, seance.pk])}#envoyer",
        "Envoyer",
        Urgence.RETARD if jours > delais.jours_compte_rendu else Urgence.A_FAIRE,
        "send",
        seance.date,
    )


def _ask_seance(seance: Any, today: date) -> Tache | None:
    def build(geste: str, precision: str, page: str, bouton: str, urgence: Urgence, icone: str) -> Tache:
        url = reverse(f"gouvernance:{page}", args=[seance.espace_id, seance.pk])
        return Tache(f"{geste} {seance}", precision, url, bouton, urgence, icone, seance.date)

    if seance.statut == StatutSeance.EN_COURS:
        if seance.date == today:
            return None
        precision = "Tant qu’elle n’est pas close, ce qui y a été décidé n’est visible que par l’équipe."
        return build("Clore", precision, "seance_cloture", "Clore", Urgence.RETARD, "check")
    if seance.date < today:
        precision = "Son jour est passé\u00a0: ouvrez-la pour noter ce qui s’y est passé, reportez-la ou annulez-la."
        return build("Mettre à jour", precision, "seance_detail", "Ouvrir", Urgence.RETARD, "history")
    if seance.has_echecs:
        precision = "Le serveur d’e-mail n’a pas pris tous les messages\u00a0: ils sont gardés, aucun n’est perdu."
        return build("Envoyer la convocation", precision, "seance_convocation", "Voir", Urgence.BIENTOT, "send")
    if seance.statut == StatutSeance.BROUILLON:
        jours = (seance.date - today).days
        quand = f"Dans {nombre_accorde(jours, 'jour')}" if jours else "Aujourd’hui"
        precision = f"{quand}, et personne n’est encore convoqué."
        return build("Convoquer", precision, "seance_convocation", "Convoquer", Urgence.BIENTOT, "send")
    return None


def list_taches_sieges(membre: Membre, today: date) -> Iterator[Tache]:
    """For the team: mandates that end soon, seats of élu·es that nobody took over, bodies without anybody; two
    queries."""
    if not can_update_instances(membre):
        return
    delais = get_delais(today)
    occupes = MembreInstance.objects.en_cours().filter(instance=OuterRef("pk"))
    actives = Instance.objects.visible_to(membre.compte).filter(espace=membre.espace_id).actives()
    rows: Any = actives.annotate(is_occupee=Exists(occupes)).order_by("created_at", "pk")
    instances = {instance.pk: instance for instance in rows}
    repris = MembreInstance.objects.filter(
        Q(organisation=OuterRef("organisation")) | Q(personne=OuterRef("personne")),
        Q(date_fin__isnull=True) | Q(date_fin__gt=OuterRef("date_fin")),
        instance=OuterRef("instance"),
    )
    bientot = Q(date_fin__gt=today, date_fin__lte=today + timedelta(days=delais.jours_mandat_finit))
    vacants = Q(is_elu=True, organisation__isnull=False)
    vacants &= Q(date_fin__lte=today, date_fin__gt=today - timedelta(days=delais.jours_siege_vacant))
    finis = MembreInstance.objects.filter(bientot | vacants, instance__in=instances)
    held: dict[tuple[Any, bool], list[date]] = defaultdict(list)
    for siege in finis.exclude(Exists(repris)).order_by("date_fin", "pk") if instances else ():
        if siege.date_fin is not None:
            held[(instances[siege.instance_id], siege.date_fin > today)].append(siege.date_fin)
    for (instance, is_bientot), fins in list(held.items())[:MAX_INSTANCES]:
        sieges = nombre_accorde(len(fins), "siège")
        precision = (
            f"Le premier mandat finit le {date_longue(get_dernier_jour(fins[0]))}."
            if is_bientot
            else "Leur organisation n’y a plus personne depuis que leur mandat d’élu·e a fini."
        )
        yield Tache(
            f"{'Renouveler' if is_bientot else 'Pourvoir'} {sieges}\u00a0: {instance.nom}",
            precision,
            reverse("gouvernance:instance_detail", args=[membre.espace_id, instance.pk]),
            "Voir qui siège",
            Urgence.A_FAIRE,
            "users",
            fins[0] if is_bientot else None,
        )
    vides = [instance for instance in instances.values() if not instance.is_occupee]
    for instance in vides[:MAX_INSTANCES]:
        yield Tache(
            f"Indiquer qui siège\u00a0: {instance.nom}",
            "Personne n’y est encore inscrit\u00a0: la convocation part de cette liste.",
            reverse("gouvernance:membre_create", args=[membre.espace_id, instance.pk]),
            "Composer",
            Urgence.PEUT_ATTENDRE,
            "users",
        )


def _get_url_seance(membre: Membre) -> str:
    """That of the first body, where a séance is prepared; the list of bodies while there is none."""
    instance = Instance.objects.filter(espace=membre.espace_id).order_by("created_at").first()
    if instance is None:
        return reverse("gouvernance:instance_list", args=[membre.espace_id])
    return reverse("gouvernance:seance_create", args=[membre.espace_id, instance.pk])


def record_etapes_debut() -> None:
    debut.record(
        EtapeDebut(
            "instance",
            40,
            "Créer votre comité de pilotage",
            "Son nom suffit, puis qui y siège\u00a0: les convocations partiront de cette liste.",
            "Créer",
            is_permise=can_update_instances,
            build_faite=lambda membre: Exists(Instance.objects.filter(espace=membre.espace_id)),
            get_url=lambda membre: f"{reverse('gouvernance:instance_create', args=[membre.espace_id])}?type=copil",
        ),
        EtapeDebut(
            "seance",
            50,
            "Préparer la première séance",
            "Une date suffit\u00a0: Convive propose ensuite un ordre du jour.",
            "Préparer",
            is_permise=can_update_instances,
            build_faite=lambda membre: Exists(Seance.objects.filter(espace=membre.espace_id)),
            get_url=_get_url_seance,
        ),
    )


def record_taches() -> None:
    record_etapes_debut()
    taches.record("gouvernance_siennes", list_taches_siennes)
    taches.record("gouvernance_voix", list_taches_voix)
    taches.record("gouvernance_decisions", list_taches_decisions)
    taches.record("gouvernance_seances", list_taches_seances)
    taches.record("gouvernance_sieges", list_taches_sieges)
