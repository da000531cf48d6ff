"""The screens of the tour, each written from what the espace holds today, with what it says when it holds nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from convive.convention.permissions import can_get_ctg
from convive.convention.rules.ruban import Ruban
from convive.convention.selectors.ctg import DossierCtg, build_ruban_ctg, get_dossier_actuel
from convive.diagnostic.panels import get_chiffres_cles
from convive.espaces.models import Membre, Role
from convive.espaces.permissions import can_list_membres
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.espaces.selectors.membre import list_membres
from convive.gouvernance.models import Instance, MembreInstance, Seance, VisiteElu
from convive.gouvernance.models.instance import get_sieges
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.rules.visite import SIGLES, Etape, FaitsQuestions, choose_questions
from convive.gouvernance.selectors.decisions import get_decisions
from convive.gouvernance.selectors.elu import get_volet
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.rules.resume import CompteStatuts
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.arbre import build_condition_retard, count_par_noeud, list_noeuds, list_sous_arbre
from convive.plan_action.selectors.elu import get_elu, get_page_elu
from convive.plan_action.selectors.fiche import list_fiches, list_fiches_actuelles
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.socle.formats import date_longue, nombre_accorde
from convive.ui.glossaire import get_sigle

MAX_POINTS = 8
EQUIPE = (Role.CHARGE_COOPERATION.value, Role.DIRECTION.value, Role.COORDONNATEUR_THEMATIQUE.value)


@dataclass(frozen=True, slots=True)
class Point:
    """A line of a screen: what it says, a detail, where to read more."""

    titre: str
    precision: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ecran:
    """`vide` is said when there is no point. `lien` is a label and an address. `ruban` is for the plan alone."""

    etape: Etape
    accroche: str
    points: tuple[Point, ...]
    vide: str = ""
    lien: tuple[str, str] | None = None
    ruban: Ruban | None = None

    @property
    def titre(self) -> str:
        return self.etape.libelle


def get_visite(membre: Membre) -> VisiteElu | None:
    return VisiteElu.objects.filter(compte=membre.compte_id, espace=membre.espace_id).first()


def get_ecran(membre: Membre, etape: Etape, today: date) -> Ecran:
    """One screen; a dozen queries at most."""
    return ECRANS[etape](membre, today)


def list_ecrans(membre: Membre, today: date) -> list[Ecran]:
    """All of them, for the kit."""
    return [get_ecran(membre, etape, today) for etape in Etape]


def _get_dossier(membre: Membre, today: date) -> DossierCtg | None:
    return get_dossier_actuel(membre, today) if can_get_ctg(membre) else None


def _write_ctg(membre: Membre, _today: date) -> Ecran:
    perimetre = get_perimetre_espace(membre.espace)
    ici = f"Ici, elle couvre {nombre_accorde(len(perimetre.communes), 'commune')}" if perimetre else "Ici"
    return Ecran(
        Etape.CTG,
        "Une convention territoriale globale est un accord de plusieurs années entre la Caf et des collectivités, "
        "pour les services aux familles.",
        (
            Point(
                "Elle part d’un diagnostic partagé", "On regarde ensemble ce que vivent les familles, et ce qui manque."
            ),
            Point(
                "Elle dit qui s’engage à quoi", "Un plan d’actions, des pilotes, des dates, et ce que chacun apporte."
            ),
            Point(
                "Elle ne prend la compétence de personne",
                "Chaque commune garde la sienne ; rien ne s’y décide à sa place.",
            ),
            Point(f"{ici}\u00a0: {membre.espace.nom}"),
        ),
    )


def _write_territoire(membre: Membre, _today: date) -> Ecran:
    perimetre = get_perimetre_espace(membre.espace)
    chiffres = get_chiffres_cles(perimetre) if perimetre and perimetre.communes else ()
    said = [
        Point(
            f"{chiffre.libelle}\u00a0: {chiffre.valeur}\u00a0{chiffre.unite}",
            f"{chiffre.source}, {chiffre.millesime}." + (f" {chiffre.limite}" if chiffre.limite else ""),
        )
        for chiffre in chiffres
        if chiffre.valeur
    ]
    return Ecran(
        Etape.TERRITOIRE,
        "Des chiffres publics, avec leur source et leur année. Leurs limites sont indiquées.",
        tuple(said[:3]),
        "Les chiffres du territoire ne sont pas encore dans Convive.",
    )


def _write_convention(membre: Membre, today: date) -> Ecran:
    dossier = _get_dossier(membre, today)
    if dossier is None:
        return Ecran(
            Etape.CONVENTION,
            "La convention n’est pas encore notée ici.",
            (),
            "Demandez à l’équipe de coopération où elle en est.",
        )
    ctg, points = dossier.ctg, []
    for ligne in dossier.tableaux[0].lignes:
        deliberation = ligne.deliberation
        signee = deliberation.date_signature if deliberation else None
        precision = f"{ligne.libelle_etat}{f' le {date_longue(signee)}' if signee else ''}"
        points.append(Point(str(ligne.signataire.organisation), precision))
    url = reverse("convention:ctg_detail", args=[membre.espace_id])
    return Ecran(
        Etape.CONVENTION,
        f"{ctg.nom}\u00a0: du {date_longue(ctg.date_debut)} au {date_longue(ctg.date_fin)}.",
        tuple(points[: 2 * MAX_POINTS]),
        "Aucun signataire n’est encore noté.",
        ("La convention", url),
    )


def _write_instances(membre: Membre, today: date) -> Ecran:
    siens = {siege.instance_id: siege for siege in get_sieges(membre.compte).filter(instance__espace=membre.espace_id)}
    instances = list(Instance.objects.visible_to(membre.compte).actives().filter(espace=membre.espace_id))
    instances.sort(key=lambda row: (row.pk not in siens, row.created_at))
    seances = Seance.objects.visible_to(membre.compte).filter(
        instance__in=[row.pk for row in instances],
        date__gte=today,
        statut__in=[StatutSeance.CONVOQUEE.value, StatutSeance.EN_COURS.value],
    )
    prochaines = {seance.instance_id: seance.date for seance in seances.order_by("-date")}
    points = []
    for instance in instances[:MAX_POINTS]:
        siege: MembreInstance | None = siens.get(instance.pk)
        said = [
            f"vous y siégez{f', {siege.qualite}' if siege.qualite else ''}" if siege else "",
            instance.role.rstrip("."),
        ]
        if (jour := prochaines.get(instance.pk)) is not None:
            said.append(f"prochaine séance le {date_longue(jour)}")
        url = reverse("gouvernance:instance_detail", args=[membre.espace_id, instance.pk])
        points.append(Point(instance.nom, " · ".join(filter(None, said)), url))
    accroche = (
        f"Vous siégez dans {nombre_accorde(len(siens), 'instance')}."
        if siens
        else "Vous ne siégez encore dans aucune instance, d’après l’annuaire."
    )
    return Ecran(Etape.INSTANCES, accroche, tuple(points), "Aucune instance n’est encore créée.")


def _write_plan(membre: Membre, today: date) -> Ecran:
    dossier_ctg = _get_dossier(membre, today)
    ruban = build_ruban_ctg(dossier_ctg) if dossier_ctg is not None else None
    vide = "Le plan d’actions n’a encore aucune action."
    dossier = get_dossier_plan(membre, today) if can_list_plan(membre) else None
    if dossier is None:
        return Ecran(Etape.PLAN, "Le plan n’est pas encore là.", (), vide, None, ruban)
    noeuds = list_noeuds(dossier)
    comptes, total = count_par_noeud(list_fiches(membre).filter(ctg=dossier.ctg), Q())
    points = []
    for rang, noeud in noeuds:
        if rang == 1:
            compte = CompteStatuts.build_somme(comptes[pk] for pk in list_sous_arbre(noeuds, noeud.pk) if pk in comptes)
            if compte.total:
                points.append(Point(noeud.libelle, compte.explain()))
    url = reverse("plan_action:plan_detail", args=[membre.espace_id])
    return Ecran(Etape.PLAN, f"En tout, {total.explain()}.", tuple(points), vide, ("Tout le plan", url), ruban)


def _write_decisions(membre: Membre, _today: date) -> Ecran:
    rows = get_decisions(membre).filter(seance__statut=StatutSeance.CLOSE.value).select_related("instance")
    points = [
        Point(
            decision.libelle,
            f"{decision.instance.nom if decision.instance else 'hors instance'}, le {date_longue(decision.date)} · "
            f"{decision.get_statut_display().lower()}",
            reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk]),
        )
        for decision in rows.order_by("-date", "-annee", "-numero")[:5]
    ]
    url = reverse("gouvernance:decision_list", args=[membre.espace_id])
    return Ecran(
        Etape.DECISIONS,
        "Les dernières, avec ce qu’elles sont devenues.",
        tuple(points),
        "Aucune séance close n’a encore pris de décision.",
        ("Tout le registre", url),
    )


def _write_attentes(membre: Membre, today: date) -> Ecran:
    elu = get_elu(membre, None)
    volet = get_volet(membre, elu, "", "", today) if elu else None
    points = [Point(row.titre, f"{row.ou}\u00a0: {row.precision}", row.url) for row in volet.a_prendre] if volet else []
    return Ecran(
        Etape.ATTENTES,
        "Dans les séances où l’on vous attend, et parmi les décisions à votre nom.",
        tuple(points),
        "Rien à trancher en séance pour l’instant\u00a0; le reste est sur votre page d’élu·e.",
    )


def _write_contacts(membre: Membre, _today: date) -> Ecran:
    points = []
    if can_list_membres(membre):
        for place in list_membres(membre.espace):
            if place.role in EQUIPE:
                points.append(Point(str(place.compte), str(place.get_role_display()), f"mailto:{place.compte.email}"))
    return Ecran(
        Etape.CONTACTS,
        "L’équipe qui prépare les séances et suit les actions. Aucune question n’est trop simple.",
        tuple(points[:MAX_POINTS]),
        "L’équipe de coopération n’a pas encore accès à cet espace.",
    )


def _write_mots(_membre: Membre, _today: date) -> Ecran:
    sigles = [get_sigle(sigle) for sigle in SIGLES]
    points = tuple(Point(f"{s.sigle}\u00a0: {s.developpe}", s.definition) for s in sigles)
    return Ecran(
        Etape.MOTS,
        "Les sigles que l’on entend en séance. Partout dans Convive, touchez-les pour en lire le sens.",
        points,
    )


def _write_questions(membre: Membre, today: date) -> Ecran:
    dossier = _get_dossier(membre, today)
    fiches = list_fiches_actuelles(membre, today) if can_list_plan(membre) else None
    bloquee = fiches.filter(statut=Statut.BLOQUEE.value).order_by("ordre", "pk").first() if fiches is not None else None
    elu, plan = get_elu(membre, None), get_dossier_plan(membre, today) if fiches is not None else None
    page = get_page_elu(membre, plan, elu, "", today) if elu and plan else None
    faits = FaitsQuestions(
        mois_restants=dossier.mois_restants if dossier else None,
        bloquee=bloquee.titre if bloquee else "",
        commune=page.nom_commune if page else "",
        has_propre=bool(page and page.propres),
        decisions_en_retard=get_decisions(membre).en_retard().count(),
        actions_en_retard=fiches.filter(build_condition_retard()).count() if fiches is not None else 0,
    )
    points = tuple(Point(question) for question in choose_questions(faits))
    return Ecran(Etape.QUESTIONS, "Elles viennent de ce que l’espace contient aujourd’hui.", points)


ECRANS: Mapping[Etape, Callable[[Membre, date], Ecran]] = {
    Etape.CTG: _write_ctg,
    Etape.TERRITOIRE: _write_territoire,
    Etape.CONVENTION: _write_convention,
    Etape.INSTANCES: _write_instances,
    Etape.PLAN: _write_plan,
    Etape.DECISIONS: _write_decisions,
    Etape.ATTENTES: _write_attentes,
    Etape.CONTACTS: _write_contacts,
    Etape.MOTS: _write_mots,
    Etape.QUESTIONS: _write_questions,
}
