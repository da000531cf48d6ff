"""The page of an action, read in as many queries as it has kinds of rows, whatever it holds."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse

from convive.acteurs.permissions import can_list_acteurs
from convive.acteurs.selectors.organisation import get_noms_communes
from convive.diagnostic.models import DecisionEnjeu, Enjeu, IndicateurEspace, MesureEspace
from convive.diagnostic.panels import ChiffreCle
from convive.espaces.models import Membre, Role
from convive.plan_action.decisions import decisions_prises
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import (
    can_create_contribution,
    can_create_meteo,
    can_list_brouillons,
    can_update_fiches,
    can_validate_fiches,
)
from convive.plan_action.rules.chaine import Maillon
from convive.plan_action.rules.coach import Conseil, FaitsFiche, list_conseils
from convive.plan_action.rules.completude import explain_manquants, list_manques
from convive.plan_action.rules.indicateurs import is_frequentation
from convive.plan_action.rules.lecteurs import Lecteurs, explain_lecteurs
from convive.plan_action.rules.meteo import explain_desaccord, explain_titre
from convive.plan_action.rules.plan import ITEMS_SPPE, NiveauParticipation, Regard, RoleIndicateur
from convive.plan_action.rules.sections import SECTIONS, Cle, Section
from convive.plan_action.rules.statuts import ACTIFS, Statut, Transition, list_transitions
from convive.plan_action.selectors.catalogue import get_delais
from convive.plan_action.selectors.droits_budget import can_get_budget
from convive.plan_action.selectors.fiche_lue import SEPARATEUR, get_fiche_lue
from convive.plan_action.selectors.figures_coeur import get_figures_coeur
from convive.plan_action.selectors.lecture_fiche import Lien, Liens
from convive.plan_action.selectors.lignes_fiche import (
    MeteoLue,
    build_bilans,
    build_budget,
    build_changements,
    build_etapes,
    build_indicateurs,
    build_meteos,
    build_partenaires,
    build_risques,
)
from convive.plan_action.selectors.visibles import filter_visibles, get_enjeux_visibles
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, parse_texte

MAX_CHANGEMENTS = 3


def can_update_page(membre: Membre, fiche: FicheAction) -> bool:
    """As `can_update_fiche`, for an action read with `get_page_fiche`: without a query."""
    if membre.espace.is_expire:
        return False
    if can_update_fiches(membre):
        return True
    return can_create_contribution(membre) and (fiche.est_pilote or fiche.est_porteur)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True, slots=True)
class RegardLu:
    libelle: str
    meteo: MeteoLue | None


def _read_nom(uuid: UUID | None) -> str:
    """The name of an action that this one names, and nothing else of it: whole actions are wide."""
    return str(FicheAction.objects.only("code", "titre").get(pk=uuid)) if uuid else ""


class PageFiche:
    """An action and all that its page shows. Each part is built once, when the page asks for it."""

    def __init__(self, membre: Membre, fiche: FicheAction, today: date) -> None:
        self.membre, self.fiche, self.today = membre, fiche, today
        self.liens = Liens(membre, fiche)
        self.is_active = fiche.statut in ACTIFS
        self.is_equipe = can_list_brouillons(membre)
        self.communes: list[str] = []
        self.url = reverse("plan_action:fiche_action_detail", args=[fiche.espace_id, fiche.pk])
        self.peut_ecrire = can_update_page(membre, fiche)
        # A limited place may not see the cards that the action names.
        self.lie_acteurs = can_list_acteurs(membre) and not membre.limites.is_limitee

    @cached_property
    def transitions(self) -> list[Transition]:
        """The moves that this person may note: what a body decided, for who notes it; the others, for who writes."""
        if not self.peut_ecrire:
            return []
        valide = can_validate_fiches(self.membre)
        return [row for row in list_transitions(self.fiche.statut) if valide or not row.instance_decide]

    @cached_property
    def regards_permis(self) -> list[Regard]:
        """From where this person may say how the action goes."""
        membre = self.membre
        if membre.espace.is_expire or not can_create_meteo(membre):
            return []
        if membre.role == Role.CONSEILLER_CAF:
            return [Regard.CAF]
        permis = [Regard.PILOTE] if self.peut_ecrire else []
        return [*permis, Regard.ELU] if getattr(self.fiche, "est_elu", False) else permis

    @cached_property
    def thematiques(self) -> list[str]:
        return [lie.libelle for lie in self.liens[Lien.THEMATIQUE]]

    @cached_property
    def etiquettes(self) -> list[str]:
        noms = self.fiche.noms_etiquettes  # type: ignore[attr-defined]  # annotated
        return noms.split(SEPARATEUR) if noms else []

    @cached_property
    def items_sppe(self) -> list[str]:
        items = self.fiche.lignes_sppe.order_by("item").values_list("item", flat=True)
        return [ITEMS_SPPE.get(cle, cle) for cle in items]

    @property
    def nom_parente(self) -> str:
        return _read_nom(self.fiche.fiche_parente_id)

    @property
    def nom_origine(self) -> str:
        return _read_nom(self.fiche.fiche_origine_id)

    @property
    def lies(self) -> Liens:
        """By name, for the page: `page.lies.constat`."""
        return self.liens

    @cached_property
    def fiches_liees(self) -> list[tuple[Any, str]]:
        """With the words of their status."""
        rows = [lie for lie in self.liens[Lien.FICHE] if lie.cadre != self.fiche.pk]
        return [(lie, Statut(lie.precision).libelle) for lie in rows]

    @cached_property
    def sous_actions(self) -> list[tuple[Any, str]]:
        rows = [lie for lie in self.liens[Lien.FICHE] if lie.cadre == self.fiche.pk]
        return [(lie, Statut(lie.precision).libelle) for lie in rows]

    @cached_property
    def nb_versions(self) -> int:
        """Those of its long texts, for the team; a card saved once has only one."""
        return FicheAction.versions.filter(uuid=self.fiche.pk).count() if self.fiche.version > 1 else 1

    @cached_property
    def etapes(self) -> Any:
        # Of who answers for a step, the page says the name: whole cards are wide.
        rows = self.fiche.etapes.order_by().annotate(prenom=F("responsable__prenom"), nom=F("responsable__nom"))
        return build_etapes(rows, self.today, is_active=self.is_active)

    @cached_property
    def etapes_en_retard(self) -> list[str]:
        return [etape.libelle for etape in self.etapes if etape.retard]

    @cached_property
    def partenaires(self) -> Any:
        return build_partenaires(self.fiche.partenaires.order_by().annotate(nom=F("organisation__nom")))

    @cached_property
    def budget(self) -> Any:
        if not can_get_budget(self.membre):
            return build_budget(())
        return build_budget(self.fiche.budget.order_by().select_related("financeur"))

    @cached_property
    def risques(self) -> Any:
        return build_risques(self.fiche.risques.order_by())

    @cached_property
    def meteos(self) -> dict[Regard, MeteoLue]:
        return build_meteos(self.fiche.meteos.order_by("-date", "-created_at"))

    @cached_property
    def changements(self) -> Any:
        return build_changements(self.fiche.changements_statut.order_by("-date", "-created_at")[:MAX_CHANGEMENTS])

    @cached_property
    def bilans(self) -> Any:
        return build_bilans(self.fiche.bilans.order_by())

    @cached_property
    def indicateurs(self) -> Any:
        """The measures of those that are followed in the espace are read for the places that see them."""
        rows = list(self.fiche.indicateurs.order_by().select_related("indicateur").prefetch_related("valeurs"))
        mesures: dict[UUID, list[MesureEspace]] = defaultdict(list)
        if suivis := [row.indicateur_id for row in rows if row.indicateur_id]:
            visibles = filter_visibles(self.membre, IndicateurEspace.objects.filter(pk__in=suivis))
            for mesure in MesureEspace.objects.filter(indicateur__in=visibles.order_by().values("pk")):
                mesures[mesure.indicateur_id].append(mesure)
        return build_indicateurs(rows, mesures)

    @cached_property
    def lignes_indicateurs(self) -> list[tuple[Any, ChiffreCle | None]]:
        """Each indicator, and what the portrait says of it when it is one of the core."""
        figures = get_figures_coeur(self.membre.espace, [row.code_coeur for row in self.indicateurs], self.today)
        return [(row, figures.get(row.code_coeur)) for row in self.indicateurs]

    @cached_property
    def description(self) -> tuple[Bloc, ...]:
        return parse_texte(self.fiche.description)

    @cached_property
    def resultats(self) -> tuple[Bloc, ...]:
        return parse_texte(self.fiche.resultats_attendus)

    # What it says.
    @property
    def rubriques(self) -> list[Section]:
        """The sections that say something, in order."""
        return [section for section in SECTIONS if section.cle not in self.cles_vides]

    @property
    def rubriques_vides(self) -> list[Section]:
        """Those that are left to write; who only reads is not shown them."""
        return [section for section in SECTIONS if section.cle in self.cles_vides] if self.peut_ecrire else []

    @cached_property
    def cles_vides(self) -> frozenset[Cle]:
        return frozenset(cle for cle in Cle if self.is_vide(cle))

    def is_vide(self, cle: Cle) -> bool:
        """Whether nothing is written there; reads that section alone."""
        fiche, liens = self.fiche, self.liens
        contents: dict[Cle, Callable[[], tuple[object, ...]]] = {
            Cle.PLACE: lambda: (True,),
            Cle.CONSTAT: lambda: (fiche.constat_texte, liens[Lien.CONSTAT], liens[Lien.ENJEU]),
            Cle.OBJECTIFS: lambda: (fiche.objectif_general, fiche.objectifs_operationnels),
            Cle.DESCRIPTION: lambda: (fiche.description,),
            Cle.ETAPES: lambda: (self.etapes,),
            Cle.PUBLIC: lambda: (fiche.publics, fiche.effectif_vise, fiche.communes),
            Cle.PORTEUR: lambda: (fiche.organisation_porteuse_id, liens[Lien.PILOTE], fiche.elu_referent_id),
            Cle.SERVICES: lambda: (liens[Lien.SERVICE],),
            Cle.PARTENAIRES: lambda: (self.partenaires,),
            Cle.INSTANCE: lambda: (fiche.instance_suivi, fiche.niveau_participation != NiveauParticipation.AUCUNE),
            Cle.MOYENS: lambda: (fiche.etp is not None, fiche.moyens_humains, fiche.moyens_materiels),
            Cle.BUDGET: lambda: (self.budget.annees,),
            Cle.CALENDRIER: lambda: (fiche.date_debut, fiche.date_fin, fiche.recurrence, fiche.calendrier_texte),
            Cle.RESULTATS: lambda: (fiche.resultats_attendus,),
            Cle.INDICATEURS: lambda: (self.indicateurs,),
            Cle.AVANCEMENT: lambda: (fiche.avancement is not None,),
            Cle.BILAN: lambda: (self.bilans,),
            Cle.RISQUES: lambda: (self.risques,),
            Cle.LIEES: lambda: (liens[Lien.FICHE],),
            Cle.PLANS: lambda: (liens[Lien.ORIENTATION], liens[Lien.PLAN], self.items_sppe),
        }
        return not any(contents[cle]())

    cles = frozenset(cle.value for cle in Cle)

    @property
    def phrase_manques(self) -> str:
        return explain_manquants(len(self.manques)) if self.fiche.is_brouillon else ""

    @cached_property
    def regards(self) -> list[RegardLu]:
        return [RegardLu(regard.libelle, self.meteos.get(regard)) for regard in Regard]

    @cached_property
    def titre_meteo(self) -> str:
        return explain_titre({regard: meteo.niveau for regard, meteo in self.meteos.items()})

    @cached_property
    def desaccord(self) -> str:
        return explain_desaccord({regard: meteo.niveau for regard, meteo in self.meteos.items()})

    @cached_property
    def lecteurs(self) -> Lecteurs:
        return explain_lecteurs(statut=self.fiche.statut, visibilite=self.fiche.visibilite)

    @cached_property
    def manques(self) -> list[str]:
        fiche = self.fiche
        return list_manques(
            {
                "titre": fiche.titre,
                "noeud": fiche.noeud_id,
                "thematiques": self.liens[Lien.THEMATIQUE],
                "description": fiche.description,
                "organisation_porteuse": fiche.organisation_porteuse_id,
                "pilotes": self.liens[Lien.PILOTE],
                "resultats_attendus": fiche.resultats_attendus,
                "statut": fiche.statut,
            }
        )

    @cached_property
    def conseils(self) -> list[Conseil]:
        roles = {indicateur.role for indicateur in self.indicateurs}
        meteo = self.meteos.get(Regard.PILOTE)
        faits = FaitsFiche(
            statut=self.fiche.statut,
            manques=self.manques,
            etapes_en_retard=self.etapes_en_retard,
            nb_etapes=len(self.etapes),
            nb_constats=len(self.liens[Lien.CONSTAT]),
            meteo_pilote=meteo.jour if meteo else None,
            has_elu=self.fiche.elu_referent_id is not None,
            has_realisation=RoleIndicateur.REALISATION in roles,
            has_resultat=RoleIndicateur.RESULTAT in roles,
            frequentations=[
                row.libelle
                for row in self.indicateurs
                if row.role == RoleIndicateur.RESULTAT and is_frequentation(row.libelle, row.unite)
            ],
            espere=self.budget.total.espere,
            ecart=self.budget.total.ecart,
            has_risque=bool(self.risques),
            partenaires_a_confirmer=sum(1 for row in self.partenaires if row.confirme is None),
            date_fin=self.fiche.date_fin,
            deblocage_avant=self.fiche.deblocage_avant,
            bilans=[bilan.annee for bilan in self.bilans],
            date_debut=self.fiche.date_debut,
        )
        return list_conseils(faits, self.today, jours_meteo=get_delais(self.today).jours_meteo_valable)

    @cached_property
    def chaine(self) -> list[Maillon]:
        return list(self._list_maillons())

    def _list_maillons(self) -> Iterator[Maillon]:
        constats, enjeux, fiche = self.liens[Lien.CONSTAT], self.liens[Lien.ENJEU], self.fiche
        if constats:
            autres = f"et {len(constats) - 1} autre{'s' if len(constats) > 2 else ''}" if len(constats) > 1 else ""
            yield Maillon("Constat", constats[0].libelle, autres, "constat", constats[0].uuid)
        else:
            yield Maillon("Constat", "Aucun constat relié", "d’où vient cette action ?", "constat", is_manquant=True)
        if enjeux:
            decision = DecisionEnjeu(enjeux[0].precision).label.lower()
            yield Maillon("Enjeu", enjeux[0].libelle, decision, "enjeu", enjeux[0].uuid)
        elif (enjeu := self._enjeu_de_la_place) is not None:
            yield Maillon("Enjeu", enjeu.libelle, "par sa place dans le plan", "enjeu", enjeu.pk)
        else:
            yield Maillon("Enjeu", "Aucun enjeu relié", "à quoi répond-elle ?", "enjeu", is_manquant=True)
        if fiche.noeud is not None:
            yield Maillon(f"{fiche.noeud.niveau} {fiche.noeud.code}".strip(), fiche.noeud.libelle, "", "noeud")
        else:
            yield Maillon("Plan", "Pas encore classée dans le plan", "où la classer ?", "noeud", is_manquant=True)
        yield Maillon(f"Fiche {fiche.code}".strip(), fiche.titre, "vous êtes ici", is_ici=True)
        yield self._build_maillon_indicateur()
        decision_prise = next((row for row in self.changements if row.instance), None)
        if lue := decisions_prises.get(self.membre, fiche):
            yield Maillon("Décision", lue.titre, lue.precision, "decision", url=lue.url)
        elif decision_prise is not None:
            jour = decision_prise.date_instance or decision_prise.jour
            yield Maillon(
                "Décision",
                f"{decision_prise.vers} le {date_longue(jour)}",
                str(decision_prise.instance),
                "decision",
            )
        else:
            yield Maillon("Décision", "Pas encore", "quelle instance en a parlé ?", "decision", is_manquant=True)
        if self.bilans:
            yield Maillon("Bilan", f"Année {self.bilans[0].annee}", "freins, leviers, suites", "bilan")
        else:
            yield Maillon("Bilan", f"À écrire pour {self.today.year}", "une fois par an", "bilan", is_manquant=True)

    @cached_property
    def _enjeu_de_la_place(self) -> Enjeu | None:
        """What its element of the plan, or the one above, answers; one query, for an action that names no enjeu."""
        if self.fiche.noeud_id is None:
            return None
        places = Q(noeuds_plan=self.fiche.noeud_id) | Q(noeuds_plan__enfants=self.fiche.noeud_id)
        return get_enjeux_visibles(self.membre).filter(places).order_by("libelle", "pk").first()

    def _build_maillon_indicateur(self) -> Maillon:
        rows = sorted(self.indicateurs, key=lambda row: row.role != RoleIndicateur.RESULTAT)
        if not rows:
            return Maillon(
                "Indicateur", "Aucun indicateur", "qu’est-ce que ça change ?", "indicateur", is_manquant=True
            )
        first = rows[0]
        return Maillon("Indicateur", first.libelle, first.role_libelle.lower(), "indicateur", first.indicateur)


def get_page_fiche(membre: Membre, uuid: UUID, today: date) -> PageFiche | None:
    """None for an action that this place does not read. Its rows are asked when the page shows them."""
    fiche = get_fiche_lue(membre, uuid)
    if fiche is None:
        return None
    fiche.espace = membre.espace
    page = PageFiche(membre, fiche, today)
    if fiche.communes:
        noms = get_noms_communes(fiche.communes, {})
        page.communes = sorted(noms.get(code, code) for code in fiche.communes)
    return page
