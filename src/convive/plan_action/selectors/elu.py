"""The plan as an élu·e reads it on one page: her actions, what awaits her, and what is done for her commune."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, JSONField, Prefetch, Q, Sum, Value
from django.db.models.functions import Lower

from convive.acteurs.models import Fonction, Personne, TypeOrganisation
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.espaces.models import Membre
from convive.espaces.models.portee import SeRencontrent
from convive.plan_action.models import PARTAGEES, FicheAction, FicheActionQuerySet, MeteoFiche
from convive.plan_action.models.acces import get_personnes
from convive.plan_action.rules.elu import FaitsElu, explain_attente, explain_ou_en_est, is_meteo_attendue
from convive.plan_action.rules.plan import Regard, Visibilite
from convive.plan_action.rules.resume import CompteStatuts
from convive.plan_action.rules.statuts import ACTIFS, SORTIS, Statut
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.catalogue import get_delais
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan, map_racines

MAX_ACTIONS = 60
MAX_PREMIERES = 3
MAX_COMMUNE = 12
CHAMPS = (
    *("code", "titre", "statut", "visibilite", "date_debut", "date_fin", "prochaine_echeance", "retard_le"),
    *("nb_etapes", "nb_etapes_faites", "communes", "espace_id", "noeud_id", "elu_referent_id"),
    *("blocage_motif", "deblocage_par", "deblocage_avant", "meteo_pilote", "organisation_porteuse__nom"),
)


@dataclass(frozen=True, slots=True)
class Elu:
    """Whose page it is. `communes` are those of which she is an élu·e; `is_soi`: she reads it herself."""

    uuids: tuple[UUID, ...]
    nom: str
    fonctions: tuple[str, ...]
    communes: tuple[str, ...]
    is_soi: bool


@dataclass(frozen=True, slots=True)
class ActionElu:
    """`phrase` says where it is, `attente` what it asks of her. `dite` and `sienne` are the last météos of the pilote
    and of the élu·e."""

    fiche: FicheAction
    phrase: str
    attente: str
    is_meteo_attendue: bool
    dite: MeteoFiche | None
    sienne: MeteoFiche | None


@dataclass(frozen=True, slots=True)
class GroupeCommune:
    """An axis: the actions that are proper to the commune, and how many more serve the whole territory."""

    libelle: str
    actions: tuple[tuple[FicheAction, str], ...]
    communes_a_tous: int


@dataclass(frozen=True, slots=True)
class PageElu:
    """`propres` counts the actions that are only for some communes, hers among them."""

    elu: Elu
    actions: tuple[ActionElu, ...]
    compte: CompteStatuts
    etapes: int
    etapes_faites: int
    commune: str
    nom_commune: str
    choix_communes: tuple[tuple[str, str], ...]
    groupes: tuple[GroupeCommune, ...]
    propres: int
    a_tous: int
    total: int

    @property
    def premieres(self) -> list[ActionElu]:
        """What awaits her most: shown whole, the rest is folded."""
        return [action for action in self.actions if action.attente][:MAX_PREMIERES]

    @property
    def autres(self) -> list[ActionElu]:
        premieres = {action.fiche.pk for action in self.premieres}
        return [action for action in self.actions if action.fiche.pk not in premieres]

    @property
    def a_dire(self) -> int:
        """The actions of which she has said nothing lately."""
        return sum(action.is_meteo_attendue for action in self.actions)

    @property
    def premiere_a_dire(self) -> UUID | None:
        """Of those that are folded, the one whose météo is asked first: its form is open."""
        return next((action.fiche.pk for action in self.autres if action.is_meteo_attendue), None)

    @property
    def taux_etapes(self) -> int | None:
        return 100 * self.etapes_faites // self.etapes if self.etapes else None


def get_elu(membre: Membre, uuid: UUID | None) -> Elu | None:
    """The person of this compte; with an identifier, any one of the directory, for the team; two queries at most."""
    personnes: Any = get_personnes(membre.compte)
    if uuid is not None:
        personnes = Personne.objects.filter(pk=uuid, fusionnee_dans__isnull=True)
    personnes = personnes.filter(espace=membre.espace_id)
    rows = Fonction.objects.en_cours().filter(personne__in=personnes).select_related("personne", "organisation")
    fonctions = list(rows.order_by("personne__nom", "-is_contact_principal", "pk"))
    # Someone may be in the directory without any function.
    cartes = list(dict.fromkeys(fonction.personne for fonction in fonctions)) or list(personnes.order_by("nom", "pk"))
    if not cartes:
        return Elu((), str(membre.compte), (), tuple(sorted(membre.limites.communes)), True) if uuid is None else None
    siennes = [f.organisation.code_commune for f in fonctions if f.organisation.type == TypeOrganisation.COMMUNE]
    return Elu(
        tuple(carte.pk for carte in cartes),
        str(cartes[0]),
        tuple(f"{f.intitule}, {f.organisation.nom}" if f.intitule else f.organisation.nom for f in fonctions),
        tuple(dict.fromkeys(code for code in siennes if code)) or tuple(sorted(membre.limites.communes)),
        uuid is None,
    )


def get_page_elu(membre: Membre, dossier: DossierPlan, elu: Elu, commune: str, today: date) -> PageElu:
    """Seven queries, eight when the team prepares it, whatever the size of the plan."""
    noms = get_noms_perimetre(membre)
    commune = commune if commune in noms else next((code for code in elu.communes if code in noms), "")
    noeuds = list_noeuds(dossier)
    lues = _list_lues(membre, elu).filter(ctg=dossier.ctg).exclude(statut=Statut.ABANDONNEE.value)
    sienne, dites = _build_condition_commune(commune), _build_condition_dites()
    suivies = Q(elu_referent__in=elu.uuids) & ~Q(statut__in=[statut.value for statut in SORTIS])
    rows = _list_rows(lues.filter(suivies | (sienne & dites)), elu)
    miennes = [fiche for fiche in rows if fiche.elu_referent_id in elu.uuids and fiche.statut not in SORTIS]
    comptes: list[Any] = list(
        lues.order_by()
        .values("noeud")
        .annotate(
            nombre=Count("pk", filter=dites),
            a_tous=Count("pk", filter=dites & Q(communes=[])),
            propres=Count("pk", filter=dites & sienne),
            somme_etapes=Sum("nb_etapes"),
            somme_faites=Sum("nb_etapes_faites"),
        )
    )
    return PageElu(
        elu,
        _build_actions(miennes, today),
        _count(miennes),
        sum(row["somme_etapes"] or 0 for row in comptes),
        sum(row["somme_faites"] or 0 for row in comptes),
        commune,
        noms.get(commune, ""),
        tuple(sorted(noms.items(), key=lambda pair: pair[1])),
        _build_groupes([f for f in rows if commune in f.communes and _is_dite(f)], comptes, noeuds, today),
        sum(row["propres"] for row in comptes),
        sum(row["a_tous"] for row in comptes),
        sum(row["nombre"] for row in comptes),
    )


def _list_lues(membre: Membre, elu: Elu) -> FicheActionQuerySet:
    """The actions that she reads: the page that the team prepares or prints says what hers does, never a draft more.
    Without a place in the espace, what everyone reads of the plan."""
    lues = list_fiches(membre)
    if elu.is_soi:
        return lues
    places = Membre.objects.en_cours().filter(espace=membre.espace_id).select_related("compte")
    adresses = Personne.objects.filter(pk__in=elu.uuids).exclude(email="").values(adresse=Lower("email"))
    place = places.annotate(adresse=Lower("compte__email")).filter(adresse__in=adresses).first()
    if place is None:
        return lues.filter(PARTAGEES)
    place.espace = membre.espace
    return lues.filter(pk__in=list_fiches(place).order_by().values("pk"))


def _build_condition_dites() -> Q:
    """What is counted when one says « les actions »: the same as `CompteStatuts.retenues`, of what is not abandoned."""
    return ~Q(statut=Statut.A_PREPARER.value) & ~Q(visibilite=Visibilite.INTERNE.value)


def _is_dite(fiche: FicheAction) -> bool:
    """Its twin, in Python."""
    return not fiche.is_interne


def _build_condition_commune(commune: str) -> Q:
    """The actions that name this commune: those of the whole territory name none."""
    if not commune:
        return Q(pk=None)
    codes = Value([commune], output_field=JSONField())
    return Q(SeRencontrent(F("communes"), codes)) & ~Q(communes=[])


def _list_rows(rows: Any, elu: Elu) -> list[FicheAction]:
    """Hers first, those to look at before the others."""
    pilotes = Prefetch("pilotes", Personne.objects.only("prenom", "nom").order_by("nom", "prenom"))
    ordered = rows.select_related("organisation_porteuse").only(*CHAMPS).prefetch_related(pilotes)
    fiches = list(ordered.order_by("ordre", "created_at", "pk")[: 4 * MAX_ACTIONS])
    rangs = {Statut.BLOQUEE.value: 0}

    def sort(fiche: FicheAction) -> tuple[bool, int, bool]:
        is_late = fiche.is_en_retard
        rang = rangs.get(fiche.statut, 1 if is_late else 2)
        return fiche.elu_referent_id not in elu.uuids, rang, fiche.statut not in ACTIFS

    return sorted(fiches, key=sort)


def _count(fiches: Iterable[FicheAction]) -> CompteStatuts:
    compte = CompteStatuts()
    for fiche in fiches:
        compte.add(fiche.statut, 1, int(fiche.is_en_retard))
    return compte


def _build_faits(fiche: FicheAction, sienne: MeteoFiche | None) -> FaitsElu:
    return FaitsElu(
        statut=fiche.statut,
        date_debut=fiche.date_debut,
        date_fin=fiche.date_fin,
        prochaine_echeance=fiche.prochaine_echeance,
        is_en_retard=fiche.is_en_retard,
        blocage_motif=fiche.blocage_motif,
        deblocage_par=fiche.deblocage_par,
        deblocage_avant=fiche.deblocage_avant,
        meteo_elu=sienne.date if sienne else None,
    )


def _build_actions(fiches: Sequence[FicheAction], today: date) -> tuple[ActionElu, ...]:
    shown = fiches[:MAX_ACTIONS]
    meteos: dict[tuple[UUID, str], MeteoFiche] = {}
    rows = MeteoFiche.objects.filter(fiche__in=[f.pk for f in shown], regard__in=[Regard.PILOTE, Regard.ELU])
    # The last of each regard is read last.
    for meteo in rows.order_by("date", "created_at"):
        meteos[(meteo.fiche_id, meteo.regard)] = meteo
    actions, delais = [], get_delais(today)
    for fiche in shown:
        sienne = meteos.get((fiche.pk, Regard.ELU.value))
        faits = _build_faits(fiche, sienne)
        actions.append(
            ActionElu(
                fiche,
                explain_ou_en_est(faits, today),
                explain_attente(faits, today, jours_proche=delais.jours_echeance_proche),
                is_meteo_attendue(faits, today, jours_meteo=delais.jours_meteo_valable),
                meteos.get((fiche.pk, Regard.PILOTE.value)),
                sienne,
            )
        )
    return tuple(actions)


def _build_groupes(
    fiches: Sequence[FicheAction], comptes: Iterable[Any], noeuds: Sequence[tuple[int, Any]], today: date
) -> tuple[GroupeCommune, ...]:
    racines = map_racines(noeuds)
    held: dict[UUID | None, list[tuple[FicheAction, str]]] = defaultdict(list)
    for fiche in fiches[:MAX_COMMUNE]:
        held[racines.get(fiche.noeud_id)].append((fiche, explain_ou_en_est(_build_faits(fiche, None), today)))
    a_tous: dict[UUID | None, int] = defaultdict(int)
    for row in comptes:
        a_tous[racines.get(row["noeud"])] += row["a_tous"]
    places = [
        *((noeud.pk, noeud.libelle) for rang, noeud in noeuds if rang == 1),
        (None, "Pas encore classée dans le plan"),
    ]
    return tuple(
        GroupeCommune(libelle, tuple(held[cle]), a_tous[cle]) for cle, libelle in places if held[cle] or a_tous[cle]
    )
