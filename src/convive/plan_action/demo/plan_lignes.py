"""The rows of a plan of the demonstration, from the lines of its files; nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model

from convive.convention.models import Ctg
from convive.plan_action.demo.plan_decor import DecorPlan
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    EtapeFiche,
    FicheAction,
    IndicateurFiche,
    LienFiches,
    LigneBudget,
    LigneSppe,
    MeteoFiche,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
    RisqueFiche,
    ValeurIndicateurFiche,
)
from convive.plan_action.rules.plan import NiveauMeteo, SensBudget, VisibiliteNote
from convive.plan_action.rules.statuts import Statut

METEOS = {
    "s": NiveauMeteo.OBJECTIFS_SECURISES,
    "a": NiveauMeteo.ATTEIGNABLES,
    "n": NiveauMeteo.APPUIS_NECESSAIRES,
    "c": NiveauMeteo.COMPROMIS,
}
VISIBILITES = {"i": VisibiliteNote.INTERNE, "p": VisibiliteNote.PARTAGEE}
OUI = {"oui": True, "non": False, None: None}
COPIL = "Comité de pilotage"
CAF = "conseillere_caf"


@dataclass(slots=True)
class LignesPlan:
    """What is to be written: actions by code, the pairs of each relation, the rows of each model."""

    auteur_nom: str
    fiches: dict[str, FicheAction] = field(default_factory=dict)
    liens: dict[str, list[tuple[Any, Any]]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))


def build_lignes(
    decor: DecorPlan,
    ctg: Ctg,
    noeuds: Iterable[tuple[NoeudPlan, Mapping[str, Any]]],
    origines: Mapping[str, FicheAction],
) -> LignesPlan:
    """Every row of these nodes and of their actions. `origines` are the actions of the plan before, by code."""
    lignes = LignesPlan(decor.recit.auteur_nom)
    indicateurs = []
    for noeud, contenu in noeuds:
        indicateurs += [_build_indicateur(decor, row, ordre, noeud=noeud) for ordre, row in _number(contenu)]
        for ligne in contenu.get("fiches", ()):
            fiche = _build_fiche(decor, ctg, noeud, ligne, origines, lignes.fiches)
            fiche.ordre = len(lignes.fiches) + 1
            lignes.fiches[ligne["code"]] = fiche
            _add_liens(decor, lignes, fiche, ligne)
            _add_vie(decor, lignes, fiche, ligne)
            _add_moyens(decor, lignes, fiche, ligne)
            indicateurs += [_build_indicateur(decor, row, ordre, fiche=fiche) for ordre, row in _number(ligne)]
    for indicateur, valeurs in indicateurs:
        lignes.rows[IndicateurFiche].append(indicateur)
        lignes.rows[ValeurIndicateurFiche] += valeurs
    for _, contenu in noeuds:
        for ligne in contenu.get("fiches", ()):
            lignes.rows[LienFiches] += [
                LienFiches(de=lignes.fiches[ligne["code"]], vers=lignes.fiches[code]) for code in ligne.get("liens", ())
            ]
    return lignes


def _number(ligne: Mapping[str, Any]) -> Iterable[tuple[int, Mapping[str, Any]]]:
    return enumerate(ligne.get("indicateurs", ()), start=1)


def _build_fiche(
    decor: DecorPlan,
    ctg: Ctg,
    noeud: NoeudPlan,
    ligne: Mapping[str, Any],
    origines: Mapping[str, FicheAction],
    fiches: Mapping[str, FicheAction],
) -> FicheAction:
    auteur = decor.recit.auteur
    blocage, (nature, origine) = ligne.get("blocage", {}), ligne.get("origine", ("nouvelle", None))
    statuts = ligne["statuts"]
    return FicheAction(
        espace=decor.espace,
        ctg=ctg,
        noeud=noeud,
        fiche_parente=fiches[ligne["parente"]] if "parente" in ligne else None,
        code=ligne["code"],
        titre=ligne["titre"],
        constat_texte=ligne.get("constat", ""),
        objectif_general=ligne.get("objectif", ""),
        objectifs_operationnels="\n".join(ligne.get("operationnels", ())),
        description=ligne["description"],
        resultats_attendus=ligne.get("resultats", ""),
        publics=ligne["publics"],
        effectif_vise=ligne.get("effectif"),
        communes=decor.get_codes(ligne.get("communes", ())),
        organisation_porteuse=decor.organisations[ligne["porteur"]] if "porteur" in ligne else None,
        elu_referent=decor.personnes[ligne["elu"]] if "elu" in ligne else None,
        instance_suivi=ligne.get("instance", ""),
        niveau_participation=ligne.get("part", "aucune"),
        etp=Decimal(ligne["etp"]) if "etp" in ligne else None,
        moyens_humains=ligne.get("humains", ""),
        moyens_materiels=ligne.get("materiels", ""),
        date_debut=ligne.get("debut"),
        date_fin=ligne.get("fin"),
        recurrence=ligne["rec"],
        statut=statuts[-1][1] if statuts else Statut.A_PREPARER,
        priorite=ligne.get("priorite", ""),
        blocage_motif=blocage.get("motif", ""),
        deblocage_par=blocage.get("par", ""),
        deblocage_avant=blocage.get("avant"),
        origine=nature,
        fiche_origine=origines[origine] if origine else None,
        visibilite=ligne.get("visibilite", "partenaires"),
        created_by_id=auteur,
        updated_by_id=auteur,
    )


def _add_liens(decor: DecorPlan, lignes: LignesPlan, fiche: FicheAction, ligne: Mapping[str, Any]) -> None:
    cibles: dict[str, Iterable[Model]] = {
        "thematiques": [decor.thematiques[nom] for nom in ligne["themes"]],
        "constats": [decor.constats[cle] for cle in ligne.get("constats", ())],
        "enjeux": [decor.get_enjeu(debut) for debut in ligne.get("enjeux", ())],
        "pilotes": [decor.personnes[nom] for nom in ligne.get("pilotes", ())],
        "services": [decor.services[cle] for cle in ligne.get("services", ())],
        "orientations": [decor.orientations[(plan, numero)] for plan, numero in ligne.get("orientations", ())],
        "plans_externes": [decor.plans[cle] for cle in ligne.get("plans", ())],
    }
    for champ, objets in cibles.items():
        lignes.liens[champ] += [(fiche.pk, objet.pk) for objet in objets]


def _add_vie(decor: DecorPlan, lignes: LignesPlan, fiche: FicheAction, ligne: Mapping[str, Any]) -> None:
    """Its steps, its météos, its notes, the moves of its status, its bilans."""
    rows = lignes.rows
    for ordre, row in enumerate(ligne.get("etapes", ()), start=1):
        libelle, echeance, faite_le, *qui = row
        responsable = decor.personnes[qui[0]] if qui else None
        rows[EtapeFiche].append(
            EtapeFiche(
                fiche=fiche,
                libelle=libelle,
                ordre=ordre,
                echeance=echeance,
                faite_le=faite_le,
                responsable=responsable,
            )
        )
    for regard, jour, niveau, phrase in ligne.get("meteos", ()):
        compte, nom = decor.get_auteur(_get_auteur_meteo(regard, ligne))
        rows[MeteoFiche].append(
            MeteoFiche(
                fiche=fiche,
                regard=regard,
                niveau=METEOS[niveau],
                phrase=phrase,
                date=jour,
                auteur_id=compte,
                auteur_nom=nom,
            )
        )
    for jour, qui, visibilite, texte in ligne.get("notes", ()):
        compte, nom = decor.get_auteur(qui)
        rows[NoteSuivi].append(
            NoteSuivi(
                fiche=fiche,
                date=jour,
                auteur_id=compte,
                auteur_libelle=nom,
                visibilite=VISIBILITES[visibilite],
                texte=texte,
            )
        )
    rows[ChangementStatut] += _list_changements(decor, fiche, ligne["statuts"])
    rows[BilanAnnuelFiche] += [
        BilanAnnuelFiche(fiche=fiche, annee=annee, **textes) for annee, textes in ligne.get("bilans", {}).items()
    ]


def _get_auteur_meteo(regard: str, ligne: Mapping[str, Any]) -> str:
    """Who looks from there: the first pilote, the Caf adviser, the élu·e who speaks for the action."""
    if regard == "caf":
        return CAF
    auteur: str = ligne["pilotes"][0] if regard == "pilote" and ligne.get("pilotes") else ligne["elu"]
    return auteur


def _list_changements(decor: DecorPlan, fiche: FicheAction, statuts: Iterable[list[Any]]) -> Iterable[ChangementStatut]:
    de = Statut.A_PREPARER.value
    for jour, vers, *suite in statuts:
        motif, instance = [*suite, "", ""][:2]
        yield ChangementStatut(
            fiche=fiche,
            de=de,
            vers=vers,
            date=jour,
            motif=motif,
            instance_libelle=COPIL if instance == "copil" else instance,
            date_instance=jour if instance else None,
            par_id=decor.recit.auteur,
        )
        de = vers


def _add_moyens(decor: DecorPlan, lignes: LignesPlan, fiche: FicheAction, ligne: Mapping[str, Any]) -> None:
    """Its partners, its risks, its money, what it proves of the schéma."""
    rows = lignes.rows
    for cle, role, engagement, confirme, *jour in ligne.get("partenaires", ()):
        rows[PartenaireFiche].append(
            PartenaireFiche(
                fiche=fiche,
                organisation=decor.organisations[cle],
                role=role,
                engagement=engagement,
                confirme=OUI[confirme],
                confirme_le=jour[0] if jour else None,
            )
        )
    for libelle, gravite, parade in ligne.get("risques", ()):
        rows[RisqueFiche].append(RisqueFiche(fiche=fiche, libelle=libelle, gravite=gravite, parade=parade))
    for annee, budget in ligne.get("budget", {}).items():
        rows[LigneBudget] += _list_budget(decor, fiche, annee, budget)
    rows[LigneSppe] += [LigneSppe(fiche=fiche, item=item) for item in ligne.get("sppe", ())]


def _list_budget(decor: DecorPlan, fiche: FicheAction, annee: int, budget: Mapping[str, Any]) -> Iterable[LigneBudget]:
    for nature, montant in budget["charges"].items():
        prevu, realise = montant if isinstance(montant, list) else (montant, None)
        yield LigneBudget(
            fiche=fiche,
            annee=annee,
            sens=SensBudget.CHARGE,
            nature=nature,
            montant_prevu=prevu,
            montant_realise=realise,
        )
    for nature, cle, prevu, realise, confirme, *demande in budget["produits"]:
        yield LigneBudget(
            fiche=fiche,
            annee=annee,
            sens=SensBudget.PRODUIT,
            nature=nature,
            financeur=decor.organisations[cle] if cle else None,
            financeur_texte="" if cle else "Les familles",
            montant_prevu=prevu,
            montant_realise=realise,
            confirme=confirme == "oui",
            demande_le=demande[0] if demande else None,
        )


def _build_indicateur(
    decor: DecorPlan, ligne: Mapping[str, Any], ordre: int, **cible: Any
) -> tuple[IndicateurFiche, list[ValeurIndicateurFiche]]:
    """An indicator of an action or of a node, with its values when they are its own."""
    espace = decor.indicateurs[ligne["espace"]] if "espace" in ligne else None
    indicateur = IndicateurFiche(
        indicateur=espace,
        code_coeur=ligne.get("coeur", ""),
        libelle=espace.libelle if espace else ligne["libelle"],
        unite=espace.unite if espace else ligne["unite"],
        role=ligne["role"],
        reference=ligne.get("ref"),
        cible=ligne.get("cible"),
        annee_cible=ligne.get("an"),
        ordre=ordre,
        **cible,
    )
    valeurs = [
        ValeurIndicateurFiche(indicateur=indicateur, annee=annee, valeur=valeur)
        for annee, valeur in ligne.get("valeurs", {}).items()
    ]
    return indicateur, valeurs
