"""Any plan that leaves as a workbook comes back the same, and an edited cell comes back as that one difference.

What the workbook does not carry, and these tests do not compare: spaces around a text, the parent of a sub-action, steps,
météos, notes, who funds an expense, what was spent, the plural of a level, an element told from another by nothing.
"""

import io
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg
from convive.documents.rules.tableur import protect_apostrophe
from convive.espaces.models import Membre, Thematique
from convive.plan_action.actions.imports import create_import, import_plan, restore_import
from convive.plan_action.exports.plan_tableur import render_plan
from convive.plan_action.lecteur_plans.plan import read_plan
from convive.plan_action.lecteur_plans.transport import dump_plan, load_plan
from convive.plan_action.models import (
    FicheAction,
    IndicateurFiche,
    LigneBudget,
    NiveauPlan,
    NoeudPlan,
    PartenaireFiche,
    ValeurIndicateurFiche,
)
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.classeur_plan import TITRES
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.plan_action.selectors.prevision_import import build_prevision
from tests.plan_action.exports.test_archive import create_ctg, get_place, jours, montants

pytestmark = pytest.mark.django_db
# What a reader of any file takes for something else than words.
PIEGES = (
    *("NC", "Total", "à définir", "-", "…", "12", "1,5", "0", "oui", "50 %", "T3 2026", "01/02/2026", "3 k€", "x"),
    *("Axe 1 – Enfance", "1.2 Ouvrir", "Fiche 3", "FA 1.2", "Statut", "Pilotes", "Action", "Toutes les communes"),
    *("=1+1", "'=1+1", "-3", "@a", "+33 5", "'x", "a  b", "a\u00a0b", "<b>&amp;", '"a";b'),
    *(
        "Caf, MSA et mairie",
        "Caf / MSA",
        "« Relais »",
        "Anne Bo (élue)",
        "Mme Bo",
        "de la",
        "Été",
        "été",
        "ÉTÉ",
        "#REF!",
    ),
)
signes = st.characters(codec="utf-8", exclude_categories=["C"])
mots = st.one_of(st.sampled_from(PIEGES), st.text(signes, max_size=25).map(str.strip))
remplis = mots.filter(bool)
courts = remplis.map(lambda texte: texte[:30].strip()).filter(bool)
longs = st.lists(mots, max_size=3).map(lambda lignes: "\n".join(lignes).strip())
annees = st.integers(2020, 2030)
nombres = st.decimals(-99_999, 99_999, places=3)


@st.composite
def actions(draw: st.DrawFn) -> dict[str, Any]:
    debut, fin = draw(jours), draw(jours)
    if debut and fin and fin < debut:
        debut, fin = fin, debut
    textes = ("description", "constat_texte", "objectif_general", "objectifs_operationnels", "resultats_attendus")
    return {
        "champs": {
            **{champ: draw(longs) for champ in (*textes, "moyens_humains", "moyens_materiels")},
            "titre": draw(remplis),
            "calendrier_texte": draw(mots),
            "instance_suivi": draw(mots),
            "statut": draw(st.sampled_from([s.value for s in Statut])),
            "priorite": draw(st.sampled_from(["", *(p.value for p in regles.Priorite)])),
            "publics": draw(st.lists(st.sampled_from(list(regles.PUBLICS)), unique=True, max_size=3)),
            "communes": draw(st.lists(st.sampled_from(["86078", "86001", "2A004"]), unique=True)),
            "avancement_saisi": draw(st.none() | st.integers(0, 100)),
            "date_debut": debut,
            "date_fin": fin,
        },
        "noeud": draw(st.none() | st.integers(0, 4)),
        "parente": draw(st.booleans()),
        "porteuse": draw(st.none() | st.integers(0, 2)),
        "pilotes": draw(st.sets(st.integers(0, 2))),
        "partenaires": draw(st.sets(st.integers(0, 2))),
        "themes": draw(st.sets(st.integers(0, 2))),
        "budget": draw(
            st.lists(
                st.tuples(
                    st.none() | annees,
                    st.sampled_from(["charge", "produit"]),
                    montants,
                    st.none() | st.integers(0, 2) | mots,
                ),
                max_size=3,
            )
        ),
        "indicateurs": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "libelle": remplis,
                        "unite": courts | st.just(""),
                        "role": st.just("") | st.sampled_from([role.value for role in regles.RoleIndicateur]),
                        "reference": st.none() | nombres,
                        "cible": st.none() | nombres | mots,
                        "valeurs": st.dictionaries(annees, nombres, max_size=2),
                    }
                ),
                max_size=2,
            )
        ),
    }


plans = st.fixed_dictionaries(
    {
        "niveaux": st.lists(courts, min_size=2, max_size=2, unique=True),
        "noeuds": st.lists(st.tuples(st.booleans(), remplis), min_size=5, max_size=5, unique_by=lambda n: n[1]),
        "codes": st.lists(courts, min_size=9, max_size=9, unique=True),
        "sans_code": st.lists(st.booleans(), min_size=9, max_size=9),
        "personnes": st.lists(
            st.tuples(mots, remplis), min_size=3, max_size=3, unique_by=lambda n: " ".join(n).strip()
        ),
        "organisations": st.lists(remplis, min_size=3, max_size=3, unique=True),
        "themes": st.lists(courts, min_size=3, max_size=3, unique_by=str.casefold),
        "actions": st.lists(actions(), min_size=1, max_size=4),
    }
)


def write_plan(ctg: Ctg, dit: dict[str, Any]) -> None:
    espace = ctg.espace
    haut, bas = (
        NiveauPlan.objects.create(ctg=ctg, rang=rang, nom_singulier=nom, nom_pluriel=nom)
        for rang, nom in enumerate(dit["niveaux"], 1)
    )
    codes = ["" if sans else code for code, sans in zip(dit["codes"], dit["sans_code"], strict=True)]
    noeuds: list[NoeudPlan] = []
    for rang, (is_haut, libelle) in enumerate(dit["noeuds"]):
        parent = None if is_haut or rang == 0 else next(n for n in reversed(noeuds) if n.parent_id is None)
        noeuds.append(
            NoeudPlan.objects.create(
                espace=espace, ctg=ctg, niveau=bas if parent else haut, parent=parent, code=codes[rang],
                libelle=libelle, ordre=10 - rang,
            )
        )  # fmt: skip
    Thematique.objects.filter(espace=espace).delete()
    organisations = [Organisation.objects.create(espace=espace, nom=nom) for nom in dit["organisations"]]
    personnes = [Personne.objects.create(espace=espace, prenom=prenom, nom=nom) for prenom, nom in dit["personnes"]]
    themes = [Thematique.objects.create(espace=espace, nom=nom, ordre=rang) for rang, nom in enumerate(dit["themes"])]
    first = None
    for rang, row in enumerate(dit["actions"]):
        fiche = FicheAction.objects.create(
            espace=espace, ctg=ctg, code=codes[5 + rang], ordre=9 - rang, **row["champs"],
            noeud=None if row["noeud"] is None else noeuds[row["noeud"]],
            fiche_parente=first if row["parente"] else None,
            organisation_porteuse=None if row["porteuse"] is None else organisations[row["porteuse"]],
        )  # fmt: skip
        first = first or fiche
        fiche.pilotes.set([personnes[n] for n in row["pilotes"]])
        fiche.thematiques.set([themes[n] for n in row["themes"]])
        for n in row["partenaires"] - {row["porteuse"]}:
            PartenaireFiche.objects.create(fiche=fiche, organisation=organisations[n])
        for annee, sens, prevu, qui in row["budget"]:
            LigneBudget.objects.create(
                fiche=fiche, annee=annee, sens=sens, montant_prevu=prevu,
                financeur=organisations[qui] if isinstance(qui, int) else None,
                financeur_texte=qui if isinstance(qui, str) else "",
            )  # fmt: skip
        for ordre, indicateur in enumerate(row["indicateurs"]):
            cible = indicateur["cible"]
            cree = IndicateurFiche.objects.create(
                fiche=fiche, ordre=ordre, libelle=indicateur["libelle"], unite=indicateur["unite"],
                role=indicateur["role"],
                reference=indicateur["reference"],
                cible=cible if isinstance(cible, Decimal) else None, cible_texte=cible if isinstance(cible, str) else "",
            )  # fmt: skip
            for annee, valeur in indicateur["valeurs"].items():
                ValeurIndicateurFiche.objects.create(indicateur=cree, annee=annee, valeur=valeur)


def read_base(ctg: Ctg) -> list[Any]:
    """What the database holds of what a workbook carries: by action, in the order of the workbook."""

    def get_chemin(noeud: NoeudPlan | None) -> tuple[tuple[str, str, str], ...]:
        ici = () if noeud is None else ((noeud.niveau.nom_singulier, noeud.code, noeud.libelle),)
        return ici if noeud is None else (*get_chemin(noeud.parent), *ici)

    def get_budget(fiche: FicheAction) -> list[Any]:
        return sorted(
            (
                b.annee or 0,
                b.sens,
                b.montant_prevu,
                (b.financeur_texte or str(b.financeur or "")) * (b.sens == "produit"),
            )
            for b in fiche.budget.exclude(montant_prevu=None)
        )

    champs = ("titre", "code", "description", "constat_texte", "objectif_general", "objectifs_operationnels", "statut",
              "resultats_attendus", "moyens_humains", "moyens_materiels", "calendrier_texte", "instance_suivi",
              "priorite", "avancement_saisi", "date_debut", "date_fin", "organisation_porteuse_id")  # fmt: skip
    rows = []
    for fiche in FicheAction.objects.filter(ctg=ctg):
        indicateurs = [
            (i.libelle, i.unite, i.role, i.reference, i.cible if i.cible is not None else i.cible_texte,
             sorted(i.valeurs.values_list("annee", "valeur")))
            for i in fiche.indicateurs.order_by("ordre", "created_at")
        ]  # fmt: skip
        liens = (fiche.pilotes, fiche.thematiques, fiche.partenaires)
        cles = [set(lien.values_list("organisation" if lien is liens[2] else "pk", flat=True)) for lien in liens]
        rows.append(
            ({champ: getattr(fiche, champ) for champ in champs}, sorted(fiche.publics), sorted(fiche.communes),
             get_chemin(fiche.noeud), cles, get_budget(fiche), indicateurs)
        )  # fmt: skip
    return sorted(rows, key=repr)


def render(membre: Membre, ctg: Ctg, format: str) -> FichierRecu:
    dossier = get_dossier_plan(membre, timezone.localdate(), ctg.pk)
    assert dossier is not None
    nom, rendu = render_plan(membre, dossier, format)
    return FichierRecu(nom, format, rendu.contenu)


def read_lignes(fichier: FichierRecu) -> list[Any]:
    """The reading of a workbook, row by row, without what marks its actions nor the order of what has none."""
    plan = read_plan(fichier.contenu, fichier.nom)
    lignes: list[Any] = [[n.sorte, n.numero, n.titre, n.rang] for n in plan.arbre]
    for action in plan.actions:
        sans_ordre = {
            champ: sorted(getattr(action, champ)) for champ in ("pilotes", "partenaires", "publics", "communes")
        }
        budget = sorted(map(repr, action.budget))
        neutre = replace(action, noeud=None, repere="", source={}, budget=[], **sans_ordre)
        lignes.append((asdict(neutre), budget, action.rattachement))
    return lignes


@pytest.fixture
def sur_place(monkeypatch) -> None:
    """The file is read here rather than in a program of its own, whose start takes most of the time; as JSON carries it."""

    def read(contenu: bytes, nom: str, corrections: Any = None) -> Any:
        options = {} if corrections is None else {"corrections": corrections}
        return load_plan(json.loads(json.dumps(dump_plan(read_plan(contenu, nom, **options)))))

    monkeypatch.setattr("convive.plan_action.selectors.lecture.read_isole", read)


def on_each(test: Callable[..., None]) -> Callable[..., None]:
    """Enough examples to find what breaks, few enough to be run each time; not made smaller, which takes minutes."""
    sains = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=20, deadline=None, suppress_health_check=sains, phases=[Phase.generate])(test)


@pytest.mark.parametrize("format", ["xlsx", "ods"])
@on_each
@given(dit=plans)
def test_any_plan_comes_back_the_same(dit, format, espace, chargee, sur_place):
    with transaction.atomic():
        source, accueil = create_ctg(espace, "CTG d’origine"), create_ctg(espace, "CTG d’accueil")
        write_plan(source, dit)
        membre = get_place(espace, chargee)
        recu = render(membre, source, format)
        prevision = build_prevision(membre, create_import(by=chargee, ctg=source, fichier=recu))
        assert [(action.lue.titre, action.changes) for action in prevision.changees] == []
        assert [action.lue.titre for action in prevision.creees] == []
        import_plan(membre=membre, fichier=create_import(by=chargee, ctg=accueil, fichier=recu))
        assert read_base(accueil) == read_base(source)
        assert read_lignes(render(membre, accueil, format)) == read_lignes(recu)
        transaction.set_rollback(True)


TEXTES = {
    "titre": "titre",
    "description": "description",
    "objectif_general": "objectif_general",
    "objectifs": "objectifs_operationnels",
    "constat": "constat_texte",
    "resultats_attendus": "resultats_attendus",
    "moyens_humains": "moyens_humains",
    "moyens_materiels": "moyens_materiels",
    "calendrier": "calendrier_texte",
    "instance_suivi": "instance_suivi",
}


def edit(contenu: bytes, rang: int, titre: str, texte: str) -> bytes:
    """The workbook as a person saves it with this text in this cell."""
    classeur, sortie = openpyxl.load_workbook(io.BytesIO(contenu)), io.BytesIO()
    feuille = classeur["Plan d’actions"]
    colonne = max(cell.column for cell in feuille[3] if cell.value == titre)
    lignes = [row for row in range(4, feuille.max_row + 1) if feuille.cell(row, feuille.max_column).value]
    cellule = feuille.cell(lignes[rang], colonne)
    cellule.value, cellule.data_type = texte, "s"
    classeur.save(sortie)
    return sortie.getvalue()


@on_each
@given(dit=plans, champ=st.sampled_from(list(TEXTES)), texte=remplis, rang=st.integers(0, 3))
def test_an_edited_cell_is_the_one_difference_and_comes_undone(dit, champ, texte, rang, espace, chargee, sur_place):
    nom = TEXTES[champ]
    with transaction.atomic():
        source = create_ctg(espace, "CTG d’origine")
        write_plan(source, dit)
        membre = get_place(espace, chargee)
        recu = render(membre, source, "xlsx")
        lues = read_plan(recu.contenu, recu.nom).actions
        rang %= len(lues)
        fiche = next(f for f in FicheAction.objects.filter(ctg=source) if f"r{f.pk.hex[:12]}" == lues[rang].repere)
        avant, base = getattr(fiche, nom), read_base(source)
        assume(avant != texte)
        edite = replace(recu, contenu=edit(recu.contenu, rang, TITRES[champ], protect_apostrophe(texte)))
        fichier = create_import(by=chargee, ctg=source, fichier=edite)
        prevision = build_prevision(membre, fichier)
        assert prevision.creees == []
        libelle = str(FicheAction._meta.get_field(nom).verbose_name)
        vus = [(a.avant.pk, [(c, apres) for c, _, apres in a.changes]) for a in prevision.changees]
        assert vus == [(fiche.pk, [(libelle, texte)])]
        import_plan(membre=membre, fichier=fichier)
        fiche.refresh_from_db()
        assert getattr(fiche, nom) == texte
        restore_import(by=chargee, fichier=fichier)
        assert read_base(source) == base
        transaction.set_rollback(True)
