"""What a place reads of its espace, counted at once: one query, whatever the number of checks."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import DecimalField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from convive.acteurs.models import LienOrganisations, Organisation, Personne, PosteCooperation
from convive.comptes.models import Compte
from convive.convention.models import Ctg, Jalon, PlanExterne, Signataire
from convive.diagnostic.models import Constat, IndicateurEspace, MesureEspace, NatureConstat, Parole, PreuveConstat
from convive.espaces.models import Espace, Membre
from convive.gouvernance.models import Decision, Instance, NoteDecision, Seance
from convive.gouvernance.rules.instances import TypeInstance
from convive.gouvernance.rules.seances import A_VENIR, StatutSeance
from convive.journal.models import Geste, Journal
from convive.offre.models import ServiceEquipement
from convive.plan_action.models import FicheAction, IndicateurFiche, NiveauPlan
from convive.plan_action.rules.statuts import ACTIFS
from convive.prise_poste.models import AutoEvaluation, LettreMission, ObjectifMission, OutilRempli
from convive.prise_poste.rules.outils import LETTRE_VEILLE
from convive.prise_poste.rules.preuves import FaitsEspace, get_limite_verification
from convive.socle.objets import objets

A_LA_MAIN = [geste.value for geste in (Geste.CREER, Geste.MODIFIER, Geste.VALIDER, Geste.RATTACHER)]


TOUS = frozenset(champ.name for champ in fields(FaitsEspace))
SOMMES = {"acteurs_depuis": ("personnes", "organisations"), "indicateurs": ("mesures", "references")}
"""Facts that add two stocks that no table joins."""


def read_faits(membre: Membre, compte: Compte, debut: date, today: date, noms: Collection[str] = TOUS) -> FaitsEspace:
    """Counted with the rights of `membre`; what has an author is what `compte`, whose path it is, wrote. One query,
    which counts only the facts in `noms`: the others stay at zero."""
    comptes = _list_comptes(membre, compte, debut, today)
    colonnes = {nom: comptes[nom]() for fait in noms for nom in SOMMES.get(fait, (fait,))}
    if not colonnes:
        return FaitsEspace()
    # A column may not bear the name of a relation of the espace.
    lues = (
        Espace.objects.filter(pk=membre.espace_id).order_by().values(**{f"lu_{nom}": c for nom, c in colonnes.items()})
    )
    row: dict[str, Any] = {str(nom).removeprefix("lu_"): valeur for nom, valeur in lues.get().items()}
    faits: dict[str, Any] = {fait: sum(row[nom] or 0 for nom in SOMMES.get(fait, (fait,))) for fait in noms}
    return FaitsEspace(**faits)


def _list_comptes(membre: Membre, compte: Compte, debut: date, today: date) -> dict[str, Callable[[], Any]]:
    """What counts each fact, built only when it is asked for."""
    lecteur, moment = membre.compte, timezone.make_aware(datetime.combine(debut, time.min))

    def get(modele: Any, **filtres: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = modele.objects.visible_to(lecteur).filter(espace=membre.espace_id, **filtres)
        return rows

    def get_ctgs() -> QuerySet[Any]:
        return get(Ctg, date_fin__gte=today)

    def list_en_cours() -> dict[str, Any]:
        return {"ctg__in": get_ctgs().order_by().values("pk")}

    def get_services() -> QuerySet[Any]:
        return get(ServiceEquipement, archive_le__isnull=True)

    def get_actions() -> QuerySet[Any]:
        return get(FicheAction, statut__in=[statut.value for statut in ACTIFS], **list_en_cours())

    def get_actions_reliees() -> QuerySet[Any]:
        plans = get(PlanExterne, archive_le__isnull=True).values("pk")
        return get(FicheAction).filter(Q(plans_externes__in=plans) | Q(orientations__plan__in=plans))

    rows: Mapping[str, Callable[[], QuerySet[Any]]] = {
        "objectifs": lambda: ObjectifMission.objects.filter(
            # The year that ends before the hundred days do does not undo the letter.
            lettre__in=get(LettreMission, compte=compte.pk, annee__gte=debut.year).order_by("-annee").values("pk")[:1]
        ),
        "ctgs": get_ctgs,
        "signataires": lambda: Signataire.objects.visible_to(lecteur).filter(
            Q(avenant_entree__isnull=True) | Q(avenant_entree__date_signature__isnull=False),
            Q(ctg__ctg_precedente__isnull=True) | Q(ctg__ctg_precedente__date_fin__lt=today),
            date_sortie__isnull=True,
            # The next CTG, which begins with the same signatories, does not count them twice.
            **list_en_cours(),
        ),
        "niveaux": lambda: NiveauPlan.objects.visible_to(lecteur).filter(**list_en_cours()),
        "instances": lambda: get(Instance, archivee_le__isnull=True),
        "echeances": lambda: Jalon.objects.visible_to(lecteur).filter(
            date_prevue__gte=today, date_reelle__isnull=True, is_sans_objet=False, **list_en_cours()
        ),
        "postes": lambda: _get_postes(membre, today),
        "evaluations": lambda: AutoEvaluation.objects.visible_to(lecteur).filter(
            espace=membre.espace_id, compte=compte.pk, terminee_le__isnull=False
        ),
        "personnes": lambda: _keep_relues(get(Personne), membre, moment),
        "organisations": lambda: _keep_relues(get(Organisation), membre, moment),
        "paroles_depuis": lambda: get(Parole, date_recueil__gte=debut),
        "services": get_services,
        "services_verifies": lambda: get_services().filter(date_verification__gt=get_limite_verification(today)),
        "liens": lambda: get(LienOrganisations),
        "attentes": lambda: get(Organisation, archivee_le__isnull=True).exclude(attentes=""),
        "actions": get_actions,
        "sans_porteur": lambda: get_actions().filter(
            ~Exists(FicheAction.pilotes.through._default_manager.filter(ficheaction=OuterRef("pk"))),
            organisation_porteuse__isnull=True,
        ),
        "chiffres_depuis": lambda: PreuveConstat.objects.filter(
            nature=NatureConstat.DONNEE, created_at__gte=moment, constat__in=get(Constat).order_by().values("pk")
        ),
        "plans": lambda: get(PlanExterne, archive_le__isnull=True),
        "actions_reliees": get_actions_reliees,
        "references": lambda: IndicateurFiche.objects.visible_to(lecteur).filter(
            Q(fiche__espace=membre.espace_id) | Q(noeud__espace=membre.espace_id),
            reference__isnull=False,
            indicateur__isnull=True,
        ),
        "mesures": lambda: get(IndicateurEspace).filter(
            Exists(MesureEspace.objects.filter(indicateur=OuterRef("pk"), valeur__isnull=False))
        ),
        "cotechs_clos": lambda: get(
            Seance, instance__type=TypeInstance.COTECH.value, statut=StatutSeance.CLOSE.value, date__gte=debut
        ),
        "lettres_veille": lambda: get(OutilRempli, cle=LETTRE_VEILLE, updated_at__gte=moment).exclude(valeurs={}),
        "notes_depuis": lambda: get(NoteDecision, created_by=compte.pk, created_at__gte=moment),
        "copils_convoques": lambda: get(Seance, instance__type=TypeInstance.COPIL.value, convoquee_le__gte=moment),
        "decisions_depuis": lambda: get(
            Decision,
            date__gte=debut,
            seance__statut=StatutSeance.CLOSE.value,
            seance__instance__type=TypeInstance.COPIL.value,
        ),
        "seances_a_venir": lambda: get(Seance, date__gte=today, statut__in=[statut.value for statut in A_VENIR]),
    }
    comptes: dict[str, Callable[[], Any]] = {nom: partial(_count, get_rows) for nom, get_rows in rows.items()}
    return comptes | {"etp_ctg": lambda: _add(_get_postes(membre, today), "quotite_ctg")}


def _keep_relues(rows: QuerySet[Any], membre: Membre, moment: datetime) -> QuerySet[Any]:
    """Those that a person wrote, corrected or linked since then: an import leaves one line, for its file alone."""
    lignes = Journal.objects.filter(
        espace_uuid=membre.espace_id,
        objet_type=objets.get_for_model(rows.model).cle,
        objet_uuid=OuterRef("pk"),
        geste__in=A_LA_MAIN,
        auteur__isnull=False,
        at__gte=moment,
    )
    return rows.filter(Exists(lignes))


def _get_postes(membre: Membre, today: date) -> QuerySet[PosteCooperation]:
    return PosteCooperation.objects.visible_to(membre.compte).filter(espace=membre.espace_id).en_poste(today)


def _count(get_rows: Callable[[], QuerySet[Any]]) -> Any:
    """How many rows, as a column: an aggregate of the ORM would group them instead."""
    nombre = Func(
        F("pk"), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)", output_field=IntegerField()
    )
    return Subquery(get_rows().order_by().annotate(nombre=nombre).values("nombre"))


def _add(rows: QuerySet[Any], champ: str) -> Any:
    somme = Func(F(champ), function="SUM", output_field=DecimalField())
    return Coalesce(
        Subquery(rows.order_by().annotate(somme=somme).values("somme")), Value(Decimal(0)), output_field=DecimalField()
    )
