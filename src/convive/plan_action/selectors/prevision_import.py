"""What a file of actions would do here: who its names are, what it adds, what it changes field by field."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convive.acteurs.models import Organisation, Personne
from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.espaces.models import Membre, Thematique
from convive.plan_action.models import FicheAction, ImportPlan
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.lecture.modele import TOUTES, ActionLue, IndicateurLu, PlanLu
from convive.plan_action.rules.lecture.transport import load_correspondances, load_plan
from convive.plan_action.rules.numerotation import get_numero
from convive.plan_action.rules.rapprochement import (
    Carte,
    Rapproche,
    get_dates,
    match_organisation,
    match_personne,
    match_public,
)
from convive.plan_action.rules.statuts import LIBELLES_STATUTS, Statut
from convive.plan_action.selectors.existant_import import Existant, IndicateurConnu, build_ligne_lue
from convive.plan_action.selectors.lecture import read_isole
from convive.plan_action.selectors.place_import import Places
from convive.socle.formats import euros
from convive.socle.noms import fold_nom

EN_CLAIR, CREER = "", "creer"
# Texts of a fiche that a file fills, from what the reading calls them.
TEXTES = {
    "constat": "constat_texte",
    "objectif_general": "objectif_general",
    "objectifs": "objectifs_operationnels",
    "resultats_attendus": "resultats_attendus",
    "moyens_humains": "moyens_humains",
    "moyens_materiels": "moyens_materiels",
}
PRIORITES = {"haute": "haute", "1": "haute", "forte": "haute", "elevee": "haute", "moyenne": "moyenne", "2": "moyenne",
             "basse": "basse", "3": "basse", "faible": "basse"}  # fmt: skip
LIBELLES = {
    "pilotes": "pilotes",
    "organisation_porteuse": "structure porteuse",
    "partenaires": "partenaires",
    "thematiques": "thématiques",
    "budget": "budget",
    "indicateurs": "indicateurs",
    "noeud": "place dans le plan",
}


@dataclass(slots=True)
class ActionPrevue:
    """`valeurs` are the plain fields that the file says; `cartes` the names by list, as they were matched; `avant`
    is the action of the plan that it is already; `changes` what would differ: field, before, after."""

    lue: ActionLue
    valeurs: dict[str, Any]
    pilotes: list[str]
    partenaires: list[str]
    porteuse: str | None
    thematiques: list[UUID]
    clair: list[str]
    avant: FicheAction | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    is_deplacee: bool = False

    def list_reperes(self) -> list[str]:
        """What a person checks at a glance before an action is created: where it is, when, how much."""
        statut = LIBELLES_STATUTS[Statut(self.lue.statut or Statut.A_PREPARER)]
        calendrier = self.lue.calendrier.texte or " → ".join(
            dict.fromkeys(filter(None, [self.lue.calendrier.debut, self.lue.calendrier.fin]))
        )
        charges = sum(m.montant for m in self.lue.budget if m.sens == "charge")
        produits = sum(m.montant for m in self.lue.budget if m.sens == "produit")
        return [
            f"Statut\u00a0: {statut}" + (f", {self.lue.avancement}\u00a0%" if self.lue.avancement is not None else ""),
            *([f"Calendrier\u00a0: {calendrier}"] if calendrier else []),
            *([f"Dépenses\u00a0: {euros(charges)}"] if charges else []),
            *([f"Recettes\u00a0: {euros(produits)}"] if produits else []),
            *([f"Indicateurs\u00a0: {len(self.lue.indicateurs)}"] if self.lue.indicateurs else []),
        ]

    @property
    def is_changee(self) -> bool:
        return self.avant is not None and bool(self.changes)


@dataclass(slots=True)
class Prevision:
    plan: PlanLu
    actions: list[ActionPrevue]
    personnes: dict[str, Rapproche]
    organisations: dict[str, Rapproche]
    choix_personnes: dict[str, str]
    choix_organisations: dict[str, str]

    @property
    def creees(self) -> list[ActionPrevue]:
        return [action for action in self.actions if action.avant is None]

    @property
    def changees(self) -> list[ActionPrevue]:
        return [action for action in self.actions if action.is_changee]

    @property
    def inchangees(self) -> int:
        return len(self.actions) - len(self.creees) - len(self.changees)

    @property
    def is_vide(self) -> bool:
        return not self.creees and not self.changees


def get_contenu(fichier: ImportPlan) -> bytes:
    return base64.b64decode(fichier.lecture.get("contenu", ""))


def get_plan(fichier: ImportPlan) -> PlanLu:
    """The reading that the draft keeps: the file is not read again for each page."""
    if "plan" in fichier.lecture:
        return load_plan(fichier.lecture["plan"])
    # A draft of before its reading was kept.
    corrections = load_correspondances(fichier.lecture.get("corrections", {}))
    return read_isole(get_contenu(fichier), fichier.fichier_nom, corrections)


def build_prevision(membre: Membre, fichier: ImportPlan) -> Prevision:
    """About ten queries, whatever the number of actions."""
    plan = get_plan(fichier)
    personnes = [Carte(str(p.pk), str(p)) for p in _list_personnes(membre)]
    organisations = [Carte(str(o.pk), o.nom, (o.sigle,)) for o in _list_organisations(membre)]
    noms_personnes = list(dict.fromkeys(nom for a in plan.actions for nom in a.pilotes))
    noms_organisations = list(dict.fromkeys(nom for a in plan.actions for nom in _list_organismes(a)))
    matched_p = {nom: match_personne(nom, personnes) for nom in noms_personnes}
    matched_o = {nom: match_organisation(nom, organisations) for nom in noms_organisations}
    choix = fichier.lecture.get("choix", {})
    prevision = Prevision(
        plan,
        [],
        matched_p,
        matched_o,
        _choose(matched_p, choix.get("personnes", {}), {carte.cle for carte in personnes}),
        _choose(matched_o, choix.get("organisations", {}), {carte.cle for carte in organisations}),
    )
    has_themes = any("thematiques" in lue.complements for lue in plan.actions)
    has_communes = any(commune != TOUTES for lue in plan.actions for commune in lue.communes)
    rows = Thematique.objects.filter(espace=membre.espace_id) if has_themes else ()
    themes = {fold_nom(theme.nom): theme.pk for theme in rows}
    noms_communes = get_noms_communes_espace(membre) if has_communes else {}
    communes = {fold_nom(nom): code for code, nom in noms_communes.items()}
    prevision.actions = [_build_action(lue, prevision, themes, communes) for lue in plan.actions]
    _compare(fichier, prevision)
    return prevision


def _list_personnes(membre: Membre) -> list[Personne]:
    rows = Personne.objects.filter(espace=membre.espace_id, fusionnee_dans__isnull=True, archivee_le__isnull=True)
    return list(rows.order_by("nom", "prenom", "pk"))


def _list_organisations(membre: Membre) -> list[Organisation]:
    rows = Organisation.objects.filter(espace=membre.espace_id, fusionnee_dans__isnull=True, archivee_le__isnull=True)
    return list(rows.only("nom", "sigle").order_by("nom", "pk"))


def _list_organismes(lue: ActionLue) -> list[str]:
    financeurs = [m.financeur for m in lue.budget if m.financeur]
    return [*lue.structures_porteuses, *lue.partenaires, *financeurs]


def _choose(matched: Mapping[str, Rapproche], choix: Mapping[str, str], connues: set[str]) -> dict[str, str]:
    """What each name becomes: a card, a new one, that of another name, or words. Nothing is created unless said so."""
    chosen = {}
    for nom, rapproche in matched.items():
        sure = rapproche.sure.cle if rapproche.sure is not None else EN_CLAIR
        choice = choix.get(nom, sure)
        chosen[nom] = choice if choice in connues | {EN_CLAIR, CREER} or choice.startswith(f"{CREER}:") else sure
    # « The same as » the new card of another name of the file, which may have become something else since.
    for nom, choice in list(chosen.items()):
        if choice.startswith(f"{CREER}:"):
            autre = chosen.get(choice.removeprefix(f"{CREER}:"), EN_CLAIR)
            chosen[nom] = choice if autre == CREER else autre if autre in connues else EN_CLAIR
    return chosen


def _build_action(
    lue: ActionLue, prevision: Prevision, themes: Mapping[str, UUID], communes: Mapping[str, str]
) -> ActionPrevue:
    debut, fin, texte = get_dates(lue.calendrier)
    publics, autres_publics = _split(lue.publics, match_public)
    codes, autres_communes = _split([c for c in lue.communes if c != TOUTES], lambda nom: communes.get(fold_nom(nom)))
    noms_themes = [
        t.strip() for t in lue.complements.get("thematiques", "").replace(";", ",").replace("\n", ",").split(",")
    ]
    thematiques, autres_themes = _split([t for t in noms_themes if t], lambda nom: themes.get(fold_nom(nom)))
    priorite = PRIORITES.get(fold_nom(lue.complements.get("priorite", "")), "")
    valeurs: dict[str, Any] = {
        "titre": lue.titre[: regles.MAX_TITRE_IMPORTE],
        "code": (lue.numero or "")[: regles.MAX_CODE],
        "description": lue.description[: regles.MAX_TEXTE],
        "date_debut": debut,
        "date_fin": fin,
        "calendrier_texte": texte[: regles.MAX_TEXTE_COURT],
        "statut": lue.statut,
        "statut_texte": (lue.statut_texte or "")[: regles.MAX_STATUT_TEXTE],
        "avancement_saisi": lue.avancement,
        "priorite": priorite,
        "instance_suivi": lue.complements.get("instance_suivi", "")[: regles.MAX_INSTANCE],
        "publics": publics,
        # Half of the names alone would leave the others out of the action.
        "communes": sorted(codes) if not autres_communes else [],
        **{champ: lue.complements.get(cle, "")[: regles.MAX_TEXTE] for cle, champ in TEXTES.items()},
    }
    pilotes, pilotes_clairs = _resolve(lue.pilotes, prevision.choix_personnes)
    porteuses, porteuses_claires = _resolve(lue.structures_porteuses, prevision.choix_organisations)
    partenaires, partenaires_clairs = _resolve(lue.partenaires, prevision.choix_organisations)
    clair = {
        "Pilotes": pilotes_clairs,
        "Structures porteuses": porteuses_claires,
        "Partenaires": partenaires_clairs,
        "Publics": autres_publics,
        "Communes": lue.communes if autres_communes else [],
        "Thématiques": autres_themes,
        "Financeurs": [lue.complements["financeurs"]] if "financeurs" in lue.complements else [],
        "Élu·e référent·e": [lue.complements["elu_referent"]] if "elu_referent" in lue.complements else [],
        **{
            libelle: [lue.complements[cle]]
            for cle, libelle in (
                ("etapes", "Étapes"),
                ("freins", "Freins"),
                ("leviers", "Leviers"),
                ("commentaire", "Commentaires"),
            )
            if cle in lue.complements
        },
    }
    return ActionPrevue(
        lue,
        {champ: valeur for champ, valeur in valeurs.items() if valeur not in (None, "", [])},
        pilotes,
        # The first body carries the action; the others carry it with her.
        [*partenaires, *porteuses[1:]],
        porteuses[0] if porteuses else None,
        thematiques,
        [f"{libelle} : {', '.join(textes)}" for libelle, textes in clair.items() if textes],
    )


def _split(textes: list[str], match: Any) -> tuple[list[Any], list[str]]:
    found: list[Any] = []
    autres: list[str] = []
    for texte in textes:
        cle = match(texte)
        if cle is None:
            autres.append(texte)
        elif cle not in found:
            found.append(cle)
    return found, autres


def _resolve(noms: list[str], choix: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Keys of cards, « creer:name » for new ones, and the names left in words."""
    cles = []
    clairs = []
    for nom in noms:
        choice = choix.get(nom, EN_CLAIR)
        if choice == EN_CLAIR:
            clairs.append(nom)
        elif (cle := f"{CREER}:{nom}" if choice == CREER else choice) not in cles:
            cles.append(cle)
    return cles, clairs


# --- What is here already -----------------------------------------------------------------------------------------
def _compare(fichier: ImportPlan, prevision: Prevision) -> None:
    """An action of the plan is the one that has this number and about this title, or this title alone."""
    existant = Existant(fichier.ctg_id)
    fiches = existant.fiches
    par_code = {get_numero(fiche.code) or fiche.code: fiche for fiche in fiches if fiche.code}
    par_titre: dict[str, list[FicheAction]] = {}
    for fiche in fiches:
        par_titre.setdefault(fold_nom(fiche.titre), []).append(fiche)
    places = Places(fichier.ctg_id, prevision.plan)
    prises: set[UUID] = set()
    for prevue in prevision.actions:
        memes = [f for f in par_titre.get(fold_nom(prevue.lue.titre), []) if f.pk not in prises]
        code = prevue.valeurs.get("code", "")
        par_numero = par_code.get(get_numero(code) or code) if code else None
        if par_numero is not None and par_numero.pk not in prises:
            prevue.avant = par_numero
        elif len(memes) == 1 and not (memes[0].code and prevue.valeurs.get("code")):
            prevue.avant = memes[0]
        if prevue.avant is not None:
            prises.add(prevue.avant.pk)
            if code and get_numero(code) == get_numero(prevue.avant.code):
                # « 1.2 » and « FA 1.2 » are one number: a printed code does not change by itself.
                prevue.valeurs.pop("code", None)
            if prevue.valeurs.get("statut") == prevue.avant.statut and _is_notre_mot(prevue):
                # Our own word for the status, in a workbook that left from here: what was written before stays.
                prevue.valeurs.pop("statut_texte", None)
            prevue.changes = _list_changes(prevue, prevue.avant, existant)
            if places.is_deplacee(prevue.avant, prevue.lue.noeud):
                prevue.is_deplacee = True
                apres = " › ".join(prevue.lue.rattachement)
                prevue.changes.insert(0, (LIBELLES["noeud"], places.get_chemin(prevue.avant.noeud_id), apres))


def _is_notre_mot(prevue: ActionPrevue) -> bool:
    statut = prevue.lue.statut
    return statut is not None and prevue.lue.statut_texte == LIBELLES_STATUTS[Statut(statut)]


def _list_changes(prevue: ActionPrevue, fiche: FicheAction, existant: Existant) -> list[tuple[str, str, str]]:
    changes = []
    for champ, valeur in prevue.valeurs.items():
        avant = getattr(fiche, champ)
        if avant == valeur or (champ == "statut_texte" and not avant):
            continue
        field_ = FicheAction._meta.get_field(champ)
        changes.append((str(getattr(field_, "verbose_name", champ)), _format(champ, avant), _format(champ, valeur)))
    for liste, avant_liste, apres_liste in (
        ("pilotes", existant.pilotes[fiche.pk], set(prevue.pilotes)),
        ("partenaires", existant.partenaires[fiche.pk], set(prevue.partenaires)),
    ):
        ajoutes = apres_liste - avant_liste
        if ajoutes:
            changes.append((LIBELLES[liste], str(len(avant_liste)), f"{len(ajoutes)} de plus"))
    if prevue.porteuse and str(fiche.organisation_porteuse_id) != prevue.porteuse:
        changes.append(
            (
                LIBELLES["organisation_porteuse"],
                str(fiche.organisation_porteuse or "–"),
                prevue.lue.structures_porteuses[0],
            )
        )
    budget = existant.budgets[fiche.pk]
    lu = sorted(build_ligne_lue(m.annee, m.sens, m.financeur or "", m.montant) for m in prevue.lue.budget)
    if lu and budget != lu:
        changes.append((LIBELLES["budget"], f"{sum(b[3] for b in budget):.2f} €", f"{sum(m[3] for m in lu):.2f} €"))
    connus = existant.indicateurs[fiche.pk]
    nouveaux = [i for i in prevue.lue.indicateurs if _is_indicateur_neuf(i, connus.get(fold_nom(i.libelle)))]
    if nouveaux:
        changes.append((LIBELLES["indicateurs"], str(len(connus)), ", ".join(i.libelle for i in nouveaux)))
    return changes


def _is_indicateur_neuf(lu: IndicateurLu, avant: IndicateurConnu | None) -> bool:
    if avant is None:
        return True
    return (
        any(avant.valeurs.get(annee) != valeur for annee, valeur in lu.valeurs.items())
        or lu.cible not in (None, avant.cible)
        or (isinstance(lu.reference, float) and lu.reference != avant.reference)
    )


def _format(champ: str, valeur: Any) -> str:
    if valeur in (None, "", []):
        return "–"
    if champ == "statut":
        return LIBELLES_STATUTS[Statut(valeur)]
    if champ == "publics":
        return ", ".join(regles.PUBLICS.get(cle, cle) for cle in valeur)
    if champ == "communes":
        return ", ".join(valeur)
    texte = f"{valeur:%d/%m/%Y}" if hasattr(valeur, "strftime") else str(valeur)
    return texte if len(texte) <= 120 else f"{texte[:119]}…"
