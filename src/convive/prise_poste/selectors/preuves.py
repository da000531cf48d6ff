"""What a place reads of its espace, counted at once: one query, whatever the number of checks."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
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


def read_faits(membre: Membre, compte: Compte, debut: date, today: date) -> FaitsEspace:
    """Counted with the rights of `membre`; what has an author is what `compte`, whose path it is, wrote. One query."""
    colonnes = _list_comptes(membre, compte, debut, today)
    colonnes["etp_ctg"] = _add(_get_postes(membre, today), "quotite_ctg")
    # A column may not bear the name of a relation of the espace.
    lues = (
        Espace.objects.filter(pk=membre.espace_id).order_by().values(**{f"lu_{nom}": c for nom, c in colonnes.items()})
    )
    row: dict[str, Any] = {str(nom).removeprefix("lu_"): valeur for nom, valeur in lues.get().items()}
    # `acteurs` and `indicateurs` add two stocks that no table joins.
    acteurs, indicateurs = row.pop("personnes") + row.pop("organisations"), row.pop("mesures") + row.pop("references")
    return FaitsEspace(**row, acteurs_depuis=acteurs, indicateurs=indicateurs)


def _list_comptes(membre: Membre, compte: Compte, debut: date, today: date) -> dict[str, Any]:
    lecteur, moment = membre.compte, timezone.make_aware(datetime.combine(debut, time.min))

    def get(modele: Any, **filtres: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = modele.objects.visible_to(lecteur).filter(espace=membre.espace_id, **filtres)
        return rows

    ctgs = get(Ctg, date_fin__gte=today)
    en_cours = {"ctg__in": ctgs.order_by().values("pk")}
    services = get(ServiceEquipement, archive_le__isnull=True)
    actions = get(FicheAction, statut__in=[statut.value for statut in ACTIFS], **en_cours)
    seances = get(Seance)
    plans = get(PlanExterne, archive_le__isnull=True)
    reliees = Q(plans_externes__in=plans.values("pk")) | Q(orientations__plan__in=plans.values("pk"))
    rows: Mapping[str, QuerySet[Any]] = {
        "objectifs": ObjectifMission.objects.filter(
            # The year that ends before the hundred days do does not undo the letter.
            lettre__in=get(LettreMission, compte=compte.pk, annee__gte=debut.year).order_by("-annee").values("pk")[:1]
        ),
        "ctgs": ctgs,
        "signataires": Signataire.objects.visible_to(lecteur).filter(
            Q(avenant_entree__isnull=True) | Q(avenant_entree__date_signature__isnull=False),
            date_sortie__isnull=True,
            **en_cours,
        ),
        "niveaux": NiveauPlan.objects.visible_to(lecteur).filter(**en_cours),
        "instances": get(Instance, archivee_le__isnull=True),
        "echeances": Jalon.objects.visible_to(lecteur).filter(
            date_prevue__gte=today, date_reelle__isnull=True, is_sans_objet=False, **en_cours
        ),
        "postes": _get_postes(membre, today),
        "evaluations": AutoEvaluation.objects.visible_to(lecteur).filter(
            espace=membre.espace_id, compte=compte.pk, terminee_le__isnull=False
        ),
        "personnes": _keep_relues(get(Personne), membre, moment),
        "organisations": _keep_relues(get(Organisation), membre, moment),
        "paroles_depuis": get(Parole, date_recueil__gte=debut),
        "services": services,
        "services_verifies": services.filter(date_verification__gt=get_limite_verification(today)),
        "liens": get(LienOrganisations),
        "attentes": get(Organisation, archivee_le__isnull=True).exclude(attentes=""),
        "actions": actions,
        "sans_porteur": actions.filter(
            ~Exists(FicheAction.pilotes.through._default_manager.filter(ficheaction=OuterRef("pk"))),
            organisation_porteuse__isnull=True,
        ),
        "chiffres_depuis": PreuveConstat.objects.filter(
            nature=NatureConstat.DONNEE, created_at__gte=moment, constat__in=get(Constat).order_by().values("pk")
        ),
        "plans": plans,
        "actions_reliees": get(FicheAction).filter(reliees),
        "references": IndicateurFiche.objects.visible_to(lecteur).filter(
            Q(fiche__espace=membre.espace_id) | Q(noeud__espace=membre.espace_id),
            reference__isnull=False,
            indicateur__isnull=True,
        ),
        "mesures": get(IndicateurEspace).filter(
            Exists(MesureEspace.objects.filter(indicateur=OuterRef("pk"), valeur__isnull=False))
        ),
        "cotechs_clos": seances.filter(
            instance__type=TypeInstance.COTECH.value, statut=StatutSeance.CLOSE.value, date__gte=debut
        ),
        "lettres_veille": get(OutilRempli, cle=LETTRE_VEILLE, updated_at__gte=moment).exclude(valeurs={}),
        "notes_depuis": get(NoteDecision, created_by=compte.pk, created_at__gte=moment),
        "copils_convoques": seances.filter(instance__type=TypeInstance.COPIL.value, convoquee_le__gte=moment),
        "decisions_depuis": get(Decision, date__gte=debut, seance__statut=StatutSeance.CLOSE.value).exclude(
            seance__instance__type=TypeInstance.COTECH.value
        ),
        "seances_a_venir": seances.filter(date__gte=today, statut__in=[statut.value for statut in A_VENIR]),
    }
    return {nom: _count(queryset) for nom, queryset in rows.items()}


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


def _count(rows: QuerySet[Any]) -> Any:
    """How many rows, as a column: an aggregate of the ORM would group them instead."""
    nombre = Func(
        F("pk"), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)", output_field=IntegerField()
    )
    return Coalesce(Subquery(rows.order_by().annotate(nombre=nombre).values("nombre")), Value(0))


def _add(rows: QuerySet[Any], champ: str) -> Any:
    somme = Func(F(champ), function="SUM", output_field=DecimalField())
    return Coalesce(
        Subquery(rows.order_by().annotate(somme=somme).values("somme")), Value(Decimal(0)), output_field=DecimalField()
    )
