"""What a file of actions would do here: who its names are, what it adds, what it changes field by field."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from convive.acteurs.models import Organisation, Personne
from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.espaces.models import Membre, Thematique
from convive.plan_action.lecteur_plans import (
    TOUTES,
    ActionLue,
    PlanLu,
    get_dates,
    load_correspondances,
    load_plan,
    read_isole,
)
from convive.plan_action.models import ImportPlan
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.rapprochement import (
    Carte,
    match_organisation,
    match_personne,
    match_public,
)
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.rules.themes import guess_themes, match_theme
from convive.plan_action.selectors.comparaison_import import compare
from convive.plan_action.selectors.noms_import import choose_noms, choose_organisation, choose_personne, is_structure
from convive.plan_action.selectors.prevue_import import CREER, EN_CLAIR, ActionPrevue, Prevision
from convive.socle.noms import fold_nom

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
CODE_COMMUNE = re.compile(r"(?:.*\()?(\d[\dAB]\d{3})\)?")


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
    choix = fichier.lecture.get("choix", {})
    is_page = bool(fichier.lecture.get("is_page"))
    pilotes = list(dict.fromkeys(nom for a in plan.actions for nom in a.pilotes))
    matched_p = {nom: match_personne(nom, personnes) for nom in pilotes}
    # What is named as a pilote and is nobody carries the action: « Relais petite enfance ».
    structures = {nom for nom in pilotes if is_page and matched_p[nom].sure is None and is_structure(nom)}
    matched_p = {nom: rapproche for nom, rapproche in matched_p.items() if nom not in structures}
    dites = (nom for a in plan.actions for nom in _list_organismes(a))
    noms_organisations = list(dict.fromkeys([*(nom for nom in pilotes if nom in structures), *dites]))
    matched_o = {nom: match_organisation(nom, organisations) for nom in noms_organisations}
    cles_p, cles_o = {carte.cle for carte in personnes}, {carte.cle for carte in organisations}
    prevision = Prevision(
        plan,
        [],
        matched_p,
        matched_o,
        choose_noms(matched_p, choix.get("personnes", {}), cles_p, choose_personne if is_page else None),
        choose_noms(matched_o, choix.get("organisations", {}), cles_o, choose_organisation if is_page else None),
        structures,
        brouillons=choix.get("brouillons", {}).get("statut", _get_brouillons(fichier)),
    )
    has_themes = any("thematiques" in lue.complements for lue in plan.actions)
    has_communes = any(commune != TOUTES for lue in plan.actions for commune in lue.communes)
    rows = Thematique.objects.filter(espace=membre.espace_id) if has_themes or is_page else ()
    themes = {fold_nom(theme.nom): theme.pk for theme in rows} | {theme.nom: theme.pk for theme in rows}
    noms_communes = get_noms_communes_espace(membre) if has_communes else {}
    communes = {fold_nom(nom): code for code, nom in noms_communes.items()}
    prevision.actions = [_build_action(lue, prevision, themes, communes) for lue in plan.actions]
    noms = {carte.cle: carte.nom for carte in (*personnes, *organisations)}
    compare(fichier, prevision, noms | {str(theme.pk): theme.nom for theme in rows})
    for action in prevision.list_brouillons():
        if prevision.brouillons == Statut.VALIDEE:
            action.valeurs["statut"] = Statut.VALIDEE.value
    if is_page:
        _guess_themes(prevision, [theme for theme in rows if theme.date_archivage is None])
    return prevision


def _get_brouillons(fichier: ImportPlan) -> str:
    """What drafts become until a person says it: the actions of a CTG that was signed are decided."""
    is_signee = fichier.ctg.date_signature is not None
    return Statut.VALIDEE.value if is_signee and fichier.lecture.get("is_page") else ""


def _guess_themes(prevision: Prevision, themes: Iterable[Thematique]) -> None:
    """For an action to create of which the file says no thématique: what the titles above it speak of."""
    par_nom = [(theme.nom, theme) for theme in themes]
    for action in prevision.creees:
        if not action.thematiques and "thematiques" not in action.lue.complements:
            found = guess_themes(action.lue.rattachement, par_nom)
            action.thematiques = [theme.pk for theme in found]
            action.themes_devines = [theme.nom for theme in found]


def _list_personnes(membre: Membre) -> list[Personne]:
    rows = Personne.objects.filter(espace=membre.espace_id, fusionnee_dans__isnull=True, archivee_le__isnull=True)
    return list(rows.order_by("nom", "prenom", "pk"))


def _list_organisations(membre: Membre) -> list[Organisation]:
    rows = Organisation.objects.filter(espace=membre.espace_id, fusionnee_dans__isnull=True, archivee_le__isnull=True)
    return list(rows.only("nom", "sigle").order_by("nom", "pk"))


def _list_organismes(lue: ActionLue) -> list[str]:
    financeurs = [m.financeur for m in lue.budget if m.financeur]
    return [*lue.structures_porteuses, *lue.partenaires, *financeurs]


def _build_action(
    lue: ActionLue, prevision: Prevision, themes: Mapping[str, UUID], communes: Mapping[str, str]
) -> ActionPrevue:
    debut, fin, texte = get_dates(lue.calendrier)
    publics, autres_publics = _split(_list_publics(lue), match_public)
    noms_communes = [commune for commune in lue.communes if commune != TOUTES]
    codes, autres_communes = _split(noms_communes, lambda nom: _get_commune(nom, communes))
    noms_themes = list(_iter_themes(lue.complements.get("thematiques", ""), themes))
    thematiques, autres_themes = _split(noms_themes, lambda nom: match_theme(nom, themes))
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
    structures = [nom for nom in lue.pilotes if nom in prevision.structures_pilotes]
    personnes = [nom for nom in lue.pilotes if nom not in prevision.structures_pilotes]
    pilotes, pilotes_clairs = _resolve(personnes, prevision.choix_personnes)
    porteuses, porteuses_claires = _resolve([*lue.structures_porteuses, *structures], prevision.choix_organisations)
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
        [f"{libelle} : {', '.join(textes)}" for libelle, textes in clair.items() if textes],
        completes=frozenset(
            liste
            for liste, dites, autres in (
                ("pilotes", pilotes, pilotes_clairs),
                ("thematiques", thematiques, autres_themes),
            )
            # An empty cell takes nothing out, nor does one that holds a name without a card.
            if lue.repere and dites and not autres and not (liste == "pilotes" and structures)
        ),
    )


def _list_publics(lue: ActionLue) -> list[str]:
    """« Parents et enfants » are two publics of ours; « Enfants et leurs parents » stay as they are written."""
    found: list[str] = []
    for public in lue.publics:
        parts = [part.strip() for part in public.split(" et ")]
        found += [public] if match_public(public) or not all(map(match_public, parts)) else parts
    return found


def _get_commune(nom: str, communes: Mapping[str, str]) -> str | None:
    """By its code, which our workbook adds to a name that two communes have, else by its name."""
    found = CODE_COMMUNE.fullmatch(nom)
    return found[1] if found else communes.get(fold_nom(nom))


def _iter_themes(texte: str, themes: Mapping[str, UUID]) -> Iterator[str]:
    """One a line when a thématique is called so, else as many as a line names."""
    for ligne in filter(None, map(str.strip, texte.split("\n"))):
        if match_theme(ligne, themes) is not None:
            yield ligne
        else:
            yield from filter(None, map(str.strip, ligne.replace(";", ",").split(",")))


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
