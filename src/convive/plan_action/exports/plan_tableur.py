"""The plan as a workbook, with the columns that its import reads: brought back as it is, it changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.text import slugify

from convive.acteurs.models import Organisation
from convive.acteurs.selectors.organisation import get_noms_communes, get_noms_communes_espace
from convive.documents.rules import Metadonnees
from convive.documents.rules.classeur import Classeur, Colonne, Feuille, FormatCellule, ValeurCellule
from convive.documents.rules.tableur import protect_apostrophe
from convive.espaces.models import Membre
from convive.plan_action.lecteur_plans import parse_noms
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.classeur_plan import (
    TITRES,
    TITRES_BUDGET,
    TITRES_INDICATEURS,
    TOUTES_LES_COMMUNES,
    build_repere,
)
from convive.plan_action.rules.criteres import CriteresPlan
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.arbre import build_condition, list_noeuds
from convive.plan_action.selectors.droits_budget import get_budget_visible
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.lignes_plan import list_noms_partenaires, list_noms_pilotes, list_noms_thematiques
from convive.plan_action.selectors.plan import DossierPlan
from convive.socle.noms import fold_nom

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

FORMATS_EXPORT = {"xlsx": "Excel (.xlsx)", "ods": "LibreOffice (.ods)", "csv": "CSV (.csv)"}
TEXTES = (
    ("description", "description", 50),
    ("objectif_general", "objectif_general", 40),
    ("objectifs", "objectifs_operationnels", 40),
    ("constat", "constat_texte", 40),
    ("resultats_attendus", "resultats_attendus", 40),
    ("moyens_humains", "moyens_humains", 30),
    ("moyens_materiels", "moyens_materiels", 30),
)


CHAMPS_LUS = (
    *("noeud_id", "code", "titre", "publics", "communes", "date_debut", "date_fin", "calendrier_texte", "statut"),
    *("avancement_saisi", "priorite", "instance_suivi", "organisation_porteuse__nom"),
    *(champ for _, champ, _ in TEXTES),
)


def render_plan(
    membre: Membre, dossier: DossierPlan, format: str, criteres: CriteresPlan | None = None
) -> "tuple[str, FichierRendu]":
    """The name of the file and its bytes; `format` is one of FORMATS_EXPORT. About twelve queries.

    With `criteres`, the actions that the list shows, in the order of the plan; elements without any are left out.
    """
    # A page never writes a workbook: the libraries that do are loaded when someone asks for one.
    from convive.documents.rendu import render_contenu

    titre, today = f"Plan d’actions – {dossier.ctg}", timezone.localdate()
    noeuds = list_noeuds(dossier)
    condition = build_condition(criteres, noeuds) if criteres is not None else Q()
    fiches = _list_fiches(membre, dossier, condition, with_lignes=format != "csv")
    feuilles = [_build_plan(membre, dossier, noeuds, fiches, with_vides=criteres is None or criteres.is_vide)]
    if format != "csv":
        # A CSV file has one table: with more of them it would be an archive of files.
        feuilles += [*_build_budget(fiches), *_build_indicateurs(fiches)]
    rendu = render_contenu(Classeur(titre, feuilles, Metadonnees(membre.espace.nom, today, titre)), format)
    choix = "-choix" if criteres is not None and not criteres.is_vide else ""
    return f"{slugify(membre.espace.nom)[:60] or 'espace'}-plan{choix}-{today:%Y-%m-%d}.{format}", rendu


def _list_fiches(membre: Membre, dossier: DossierPlan, condition: Q, *, with_lignes: bool) -> list[FicheAction]:
    """Those that this place reads, in the order of the tree; their money and their indicators only when asked."""
    rows = (
        list_fiches(membre).filter(condition, ctg=dossier.ctg).select_related("organisation_porteuse").only(*CHAMPS_LUS)
    )
    if with_lignes:
        rows = rows.prefetch_related(
            Prefetch("budget", get_budget_visible(membre).select_related("financeur")), "indicateurs__valeurs"
        )
    return list(rows.order_by("ordre", "created_at", "pk"))


def _build_plan(
    membre: Membre,
    dossier: DossierPlan,
    noeuds: Sequence[tuple[int, NoeudPlan]],
    fiches: Sequence[FicheAction],
    *,
    with_vides: bool,
) -> Feuille:
    par_noeud: dict[UUID | None, list[FicheAction]] = {}
    for fiche in fiches:
        par_noeud.setdefault(fiche.noeud_id, []).append(fiche)
    connus = get_noms_communes_espace(membre)
    noms = _tell_apart(get_noms_communes(sorted({code for fiche in fiches for code in fiche.communes}), connus), connus)
    niveaux = [niveau.nom_singulier for niveau in dossier.niveaux]
    colonnes: list[Colonne] = []
    for nom in niveaux:
        colonnes += [Colonne(f"N° {nom.lower()}", largeur=9), Colonne(_ecrire(nom), largeur=30)]
    pks = [fiche.pk for fiche in fiches]
    lies = list_noms_pilotes(pks), list_noms_partenaires(pks), list_noms_thematiques(pks)
    actions = _list_colonnes(noms, *lies)
    colonnes += [colonne for colonne, _ in actions]
    lignes: list[list[ValeurCellule]] = []
    par_pk = {noeud.pk: noeud for _, noeud in noeuds}
    # What has no place comes first: under an element, empty cells would read as those of a merged one.
    for _, noeud in [(1, None), *noeuds]:
        held = par_noeud.get(noeud.pk if noeud is not None else None, [])
        chemin = _get_chemin(noeud, par_pk)
        debut: list[ValeurCellule] = []
        for rang in range(len(niveaux)):
            place = chemin[rang] if rang < len(chemin) else None
            debut += [_ecrire(place.code), _ecrire(place.libelle)] if place is not None else ["", ""]
        lignes += [[*debut, *[lire(fiche) for _, lire in actions]] for fiche in held]
        if (
            with_vides
            and noeud is not None
            and not held
            and not any(autre.parent_id == noeud.pk for _, autre in noeuds)
        ):
            # An element without any action yet is part of the plan.
            lignes.append([*debut, *[""] * len(actions)])
    return Feuille("Plan d’actions", colonnes, lignes)


def _tell_apart(noms: Mapping[str, str], connus: Mapping[str, str]) -> dict[str, str]:
    """The name of each commune, with its code where the name alone would not say which one it is."""
    communs = Counter(fold_nom(nom) for nom in connus.values())
    return {
        code: nom if code in connus and communs[fold_nom(nom)] == 1 else f"{nom} ({code})" for code, nom in noms.items()
    }


def _get_chemin(noeud: NoeudPlan | None, par_pk: dict[UUID, NoeudPlan]) -> list[NoeudPlan]:
    chemin: list[NoeudPlan] = []
    while noeud is not None:
        chemin.insert(0, noeud)
        noeud = par_pk.get(noeud.parent_id) if noeud.parent_id else None
    return chemin


type Lecture = Callable[[FicheAction], ValeurCellule]


type Noms = Mapping[UUID, Sequence[str]]


def _list_colonnes(
    noms: Mapping[str, str], pilotes: Noms, partenaires: Noms, thematiques: Noms
) -> list[tuple[Colonne, Lecture]]:
    def texte(champ: str, lire: Callable[[FicheAction], Any], largeur: int) -> tuple[Colonne, Lecture]:
        return Colonne(TITRES[champ], largeur=largeur), lambda fiche: _ecrire(lire(fiche))

    def liste(champ: str, lire: Callable[[FicheAction], Iterable[str]], largeur: int) -> tuple[Colonne, Lecture]:
        return texte(champ, lambda fiche: "\n".join(lire(fiche)), largeur)

    def jour(champ: str, nom: str) -> tuple[Colonne, Lecture]:
        return Colonne(TITRES[champ], FormatCellule.DATE, 12), lambda fiche: getattr(fiche, nom) or ""

    def long(champ: str, nom: str, largeur: int) -> tuple[Colonne, Lecture]:
        return texte(champ, lambda fiche: getattr(fiche, nom), largeur)

    return [
        texte("code", lambda f: f.code, 11),
        texte("titre", lambda f: f.titre, 45),
        liste("pilotes", lambda f: [write_nom(nom, is_personne=True) for nom in pilotes.get(f.pk, ())], 24),
        texte("structures_porteuses", lambda f: _write_organisation(f.organisation_porteuse), 28),
        liste("partenaires", lambda f: map(write_nom, partenaires.get(f.pk, ())), 30),
        liste("publics", lambda f: f.liste_publics, 24),
        texte("communes", lambda f: "\n".join(noms.get(c, c) for c in f.communes) or TOUTES_LES_COMMUNES, 22),
        jour("debut", "date_debut"),
        jour("fin", "date_fin"),
        texte("calendrier", lambda f: f.calendrier_texte, 18),
        texte("statut", lambda f: Statut(f.statut).libelle, 14),
        (
            Colonne(TITRES["avancement"], FormatCellule.ENTIER, 12),
            lambda f: "" if f.avancement_saisi is None else f.avancement_saisi,
        ),
        texte("priorite", lambda f: f.get_priorite_display(), 10),
        liste("thematiques", lambda f: thematiques.get(f.pk, ()), 24),
        texte("instance_suivi", lambda f: f.instance_suivi, 20),
        *[long(champ, nom, largeur) for champ, nom, largeur in TEXTES],
        texte("repere", lambda f: build_repere(f.pk), 8),
    ]


def _write_organisation(organisation: Organisation | None) -> str:
    return "" if organisation is None else write_nom(organisation.nom)


def _ecrire(valeur: Any) -> str:
    return protect_apostrophe(str(valeur or ""))


def _build_budget(fiches: Sequence[FicheAction]) -> list[Feuille]:
    euros = FormatCellule.EUROS
    colonnes = [
        Colonne(TITRES_BUDGET["code"], largeur=11),
        Colonne(TITRES_BUDGET["titre"], largeur=45),
        Colonne(TITRES_BUDGET["annee"], FormatCellule.ANNEE, 9),
        Colonne(TITRES_BUDGET["charge"], euros, 16),
        Colonne(TITRES_BUDGET["produit"], euros, 16),
        Colonne(TITRES_BUDGET["financeur"], largeur=30),
        Colonne(TITRES_BUDGET["repere"], largeur=8),
    ]
    lignes: list[list[ValeurCellule]] = []
    for fiche in fiches:
        for ligne in fiche.budget.all():
            if ligne.montant_prevu is None:
                continue
            montant = float(ligne.montant_prevu)
            is_charge = ligne.sens == regles.SensBudget.CHARGE
            nom = ligne.financeur_texte or (ligne.financeur.nom if ligne.financeur is not None else "")
            lignes.append(
                [
                    _ecrire(fiche.code),
                    _ecrire(fiche.titre),
                    ligne.annee or "",
                    montant if is_charge else "",
                    "" if is_charge else montant,
                    # Beside an amount, a name is that of who brings it.
                    "" if is_charge or not nom else _ecrire(write_nom(nom)),
                    build_repere(fiche.pk),
                ]
            )
    return [Feuille("Budget", colonnes, lignes)] if lignes else []


def _build_indicateurs(fiches: Sequence[FicheAction]) -> list[Feuille]:
    annees = sorted({v.annee for fiche in fiches for i in fiche.indicateurs.all() for v in i.valeurs.all()})
    colonnes = [
        Colonne(TITRES_INDICATEURS["code"], largeur=11),
        Colonne(TITRES_INDICATEURS["titre"], largeur=45),
        Colonne(TITRES_INDICATEURS["indicateur"], largeur=45),
        Colonne(TITRES_INDICATEURS["unite"], largeur=12),
        Colonne(TITRES_INDICATEURS["reference"], FormatCellule.DECIMAL, 14),
        Colonne(TITRES_INDICATEURS["cible"], FormatCellule.DECIMAL, 14),
        *[Colonne(str(annee), FormatCellule.DECIMAL, 10) for annee in annees],
        Colonne(TITRES_INDICATEURS["role"], largeur=14),
        Colonne(TITRES_INDICATEURS["repere"], largeur=8),
    ]
    lignes: list[list[ValeurCellule]] = []
    for fiche in fiches:
        for indicateur in fiche.indicateurs.all():
            valeurs = {v.annee: float(v.valeur) for v in indicateur.valeurs.all()}
            cible = _ecrire(indicateur.cible_texte) if indicateur.cible is None else float(indicateur.cible)
            lignes.append(
                [
                    _ecrire(fiche.code),
                    _ecrire(fiche.titre),
                    _ecrire(indicateur.libelle),
                    _ecrire(indicateur.unite),
                    "" if indicateur.reference is None else float(indicateur.reference),
                    cible,
                    *[valeurs.get(annee, "") for annee in annees],
                    regles.RoleIndicateur(indicateur.role).libelle if indicateur.role else "",
                    build_repere(fiche.pk),
                ]
            )
    return [Feuille("Indicateurs", colonnes, lignes)] if lignes else []


def write_nom(nom: str, *, is_personne: bool = False) -> str:
    """A name on its line. One that a reader would cut (« Enfance, jeunesse et sports ») stands between guillemets."""
    is_nu = not nom.startswith("«") and parse_noms(nom, is_personnes=is_personne)[0] == [nom]
    return nom if is_nu else f"« {nom} »"
