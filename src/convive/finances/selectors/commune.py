"""What the plan costs and brings to each commune, ready to show."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from convive.espaces.models import Membre
from convive.finances.models import CleRepartition
from convive.finances.rules.financement import LigneArgent, Section, choose_annee, list_annees
from convive.finances.rules.repartition import (
    ActionPartagee,
    Cle,
    PartCommune,
    Recette,
    SommesCommune,
    add_sommes,
    find_payeur,
    share_actions,
    sum_parts,
)
from convive.finances.selectors.financement import ActionPayee, list_lignes
from convive.finances.selectors.poids import SOURCE, UNITES, Poids, get_poids
from convive.plan_action.rules.plan import SensBudget
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan
from convive.socle.formats import liste_fr

ENFANTS = (Cle.ENFANTS_0_2, Cle.ENFANTS_3_10, Cle.JEUNES_11_17)


@dataclass(frozen=True, slots=True)
class LigneCommune:
    """A commune in the table of all."""

    code: str
    nom: str
    sommes: SommesCommune
    habitants: Decimal | None


@dataclass(frozen=True, slots=True)
class PartLue:
    action: ActionPayee
    part: PartCommune


@dataclass(frozen=True, slots=True)
class CommuneLue:
    """All that one reads of a commune, on its page and in its document. `source` has the vintage of the counts."""

    nom: str
    sommes: SommesCommune
    habitants: Decimal | None
    enfants: Decimal | None
    parts: tuple[PartLue, ...]
    source: str

    @property
    def par_habitant(self) -> Decimal | None:
        return self.sommes.per(self.habitants)

    @property
    def par_enfant(self) -> Decimal | None:
        return self.sommes.per(self.enfants)


@dataclass(frozen=True, slots=True)
class PartsCommunes:
    """The running costs of a plan in one year, shared out. `codes`: the communes that this place may open."""

    dossier: DossierPlan
    annee: int
    annees: tuple[int, ...]
    poids: Poids
    parts: Mapping[str, tuple[PartLue, ...]]
    codes: tuple[str, ...]
    total: SommesCommune

    @property
    def lignes(self) -> list[LigneCommune]:
        """By name: no commune is ranked."""
        return [self.build_ligne(code) for code in self.codes]

    def build_ligne(self, code: str) -> LigneCommune:
        return LigneCommune(
            code,
            self.poids.noms[code],
            sum_parts(lue.part for lue in self.parts.get(code, ())),
            self.poids.count(code, (Cle.POPULATION,)),
        )

    def build_commune(self, code: str) -> CommuneLue:
        """What brings nothing, and is known to, is left out of its actions."""
        parts, ligne = self.parts.get(code, ()), self.build_ligne(code)
        millesime = max((annee for annee in self.poids.millesimes.values() if annee), default=None)
        return CommuneLue(
            nom=ligne.nom,
            sommes=ligne.sommes,
            habitants=ligne.habitants,
            enfants=self.count_enfants(code),
            parts=tuple(lue for lue in parts if lue.part.total or lue.part.raison),
            source=f"{SOURCE} {millesime}" if millesime else SOURCE,
        )

    def count_enfants(self, code: str) -> Decimal | None:
        """Under eighteen."""
        return self.poids.count(code, ENFANTS)

    def sum_enfants(self) -> Decimal | None:
        found = [self.count_enfants(code) for code in self.poids.noms]
        known = [nombre for nombre in found if nombre is not None]
        return sum(known, Decimal(0)) if found and len(known) == len(found) else None


def get_parts_communes(membre: Membre, today: date, annee: int | None = None) -> PartsCommunes | None:
    """None without a CTG, without any money, or without a commune."""
    dossier = get_dossier_plan(membre, today)
    if dossier is None:
        return None
    lignes, actions = list_lignes(membre, dossier)
    annees, poids = list_annees(lignes), get_poids(membre)
    if not annees or not poids.noms:
        return None
    choisie = annee if annee in annees else choose_annee(annees, today.year)
    partagees = list_actions(membre, dossier, lignes, poids, choisie)
    parts = {
        code: tuple(PartLue(actions[part.action], part) for part in held)
        for code, held in share_actions(partagees).items()
    }
    inconnues = {lue.part.action for held in parts.values() for lue in held if lue.part.raison}
    limites = membre.limites.communes
    return PartsCommunes(
        dossier=dossier,
        annee=choisie,
        annees=tuple(annees),
        poids=poids,
        parts=parts,
        codes=tuple(code for code in poids.noms if not limites or code in limites),
        total=add_sommes([sum_parts(lue.part for lue in held) for held in parts.values()], len(inconnues)),
    )


def list_actions(
    membre: Membre, dossier: DossierPlan, lignes: list[LigneArgent], poids: Poids, annee: int
) -> list[ActionPartagee]:
    """The actions of a plan that have running costs this year, each with its key; two queries."""
    recettes: dict[str, list[Recette]] = defaultdict(list)
    for ligne in lignes:
        if (
            ligne.annee == annee
            and ligne.sens is SensBudget.PRODUIT
            and ligne.section is Section.FONCTIONNEMENT
            and ligne.prevu
        ):
            recettes[ligne.action].append(Recette(find_payeur(ligne.nature), ligne.prevu, ligne.commune))
    choisies = {cle.fiche_id: cle for cle in CleRepartition.objects.filter(espace=membre.espace_id)}
    fiches = list_fiches(membre).filter(ctg=dossier.ctg, pk__in=recettes).order_by("ordre", "created_at", "pk")
    found = []
    for pk, communes in fiches.values_list("pk", "communes"):
        concernees = tuple(code for code in poids.noms if not communes or code in communes)
        cle, valeurs, unite, raison = read_cle(choisies.get(pk), concernees, poids)
        found.append(ActionPartagee(str(pk), concernees, cle, valeurs, unite, tuple(recettes[str(pk)]), raison))
    return found


def read_cle(
    choisie: CleRepartition | None, communes: tuple[str, ...], poids: Poids
) -> tuple[Cle, dict[str, Decimal], str, str]:
    """The key of an action, what each commune weighs in it, in what unit, and why nobody can share when it is so."""
    cle = Cle(choisie.cle) if choisie else Cle.POPULATION
    if cle is Cle.SAISIE and choisie is not None and communes:
        return cle, {code: _parse(choisie.parts.get(code)) for code in communes}, choisie.unite or "parts", ""
    return cle, *read_public(cle, communes, poids)


def read_public(cle: Cle, communes: tuple[str, ...], poids: Poids) -> tuple[dict[str, Decimal], str, str]:
    """What these communes weigh in a key that needs nothing typed, in what unit, and why it is not known."""
    if not communes:
        return {}, "", "aucune de ses communes n’est dans le périmètre de l’espace"
    if cle is Cle.EGALES:
        return dict.fromkeys(communes, Decimal(1)), UNITES[cle], ""
    valeurs = poids.valeurs[cle]
    manquent = [poids.noms[code] for code in communes if valeurs.get(code) is None]
    if manquent:
        return {}, UNITES[cle], f"{cle.libelle.lower()}\u00a0: le chiffre manque pour {liste_fr(manquent)}"
    return {code: valeurs[code] or Decimal(0) for code in communes}, UNITES[cle], ""


def _parse(part: str | None) -> Decimal:
    """What was typed; nothing weighs nothing."""
    try:
        return Decimal(part or "0")
    except InvalidOperation:
        return Decimal(0)
