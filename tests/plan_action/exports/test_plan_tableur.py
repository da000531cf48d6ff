"""The plan leaves as a workbook, and comes back: here it changes nothing, elsewhere it is the same plan."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg
from convive.espaces.models import Membre, Thematique
from convive.plan_action.actions.imports import create_import, import_plan, restore_import
from convive.plan_action.exports.plan_tableur import render_plan
from convive.plan_action.models import (
    FicheAction,
    ImportPlan,
    IndicateurFiche,
    LigneBudget,
    NoeudPlan,
    ValeurIndicateurFiche,
)
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.plan_action.selectors.prevision_import import build_prevision
from tests.plan_action.exports.test_archive import create_ctg, write_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre(espace, ctg, chargee) -> Membre:
    found = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    found.espace = ctg.espace
    return found


def render(membre: Membre, ctg: Ctg, format: str) -> FichierRecu:
    dossier = get_dossier_plan(membre, timezone.localdate(), ctg.pk)
    nom, rendu = render_plan(membre, dossier, format)
    return FichierRecu(nom, format, rendu.contenu)


@pytest.fixture
def riche(plan, espace):
    """The plan with what its actions may hold."""
    fiche = plan.complete
    fiche.publics, fiche.calendrier_texte, fiche.avancement_saisi = ["elus", "tout_petits"], "T3 2026", 40
    fiche.organisation_porteuse = Organisation.objects.create(espace=espace, nom="Communauté de communes des Gués")
    fiche.save()
    fiche.pilotes.add(Personne.objects.create(espace=espace, prenom="Anne", nom="Bo-Martin"))
    for annee, sens, montant in ((2026, "charge", "1200.50"), (2026, "produit", "800"), (None, "charge", "10")):
        LigneBudget.objects.create(
            fiche=fiche,
            annee=annee,
            sens=sens,
            montant_prevu=Decimal(montant),
            financeur_texte="Caf" if sens == "produit" else "",
        )
    indicateur = IndicateurFiche.objects.create(
        fiche=fiche, libelle="Familles venues", unite="familles", cible=Decimal("30")
    )
    ValeurIndicateurFiche.objects.create(indicateur=indicateur, annee=2025, valeur=Decimal("12.5"))
    return plan


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_what_left_comes_back_without_a_change(membre, ctg, riche, format):
    prevision = build_prevision(membre, create_import(by=membre.compte, ctg=ctg, fichier=render(membre, ctg, format)))
    assert [(action.lue.titre, action.changes) for action in prevision.changees] == []
    assert prevision.creees == []
    assert len(prevision.actions) == FicheAction.objects.filter(ctg=ctg).count()


def test_what_left_makes_the_same_plan_in_another_ctg(membre, ctg, riche):
    autre = Ctg.objects.create(espace=ctg.espace, nom="CTG d’essai", date_debut=ctg.date_debut, date_fin=ctg.date_fin)
    autre.espace = ctg.espace
    fichier = create_import(by=membre.compte, ctg=autre, fichier=render(membre, ctg, "xlsx"))
    import_plan(membre=membre, fichier=fichier)

    def read(une: Ctg) -> list[object]:
        rows = FicheAction.objects.filter(ctg=une).select_related("noeud").order_by("titre")
        return [
            (
                f.titre, f.description, f.statut, f.date_debut, f.date_fin, f.calendrier_texte, sorted(f.publics), sorted(f.communes),
                f.avancement_saisi, f.organisation_porteuse_id, f.noeud.libelle if f.noeud else None, sorted(map(str, f.pilotes.all())),
                sorted((b.annee or 0, b.sens, b.montant_prevu, b.financeur_texte) for b in f.budget.all()),
                sorted((i.libelle, i.unite, i.cible, [(v.annee, v.valeur) for v in i.valeurs.all()]) for i in f.indicateurs.all()),
            )
            for f in rows
        ]  # fmt: skip

    assert read(autre) == read(ctg)
    arbre = [
        sorted(
            (n.libelle, n.parent.libelle if n.parent else None)
            for n in NoeudPlan.objects.filter(ctg=une).select_related("parent")
        )
        for une in (ctg, autre)
    ]
    assert arbre[0] == arbre[1]


def _row(titre: str, noeud: int | None, budget: list[tuple[object, ...]]) -> dict[str, object]:
    vides = {
        "parente": False,
        "porteuse": None,
        "pilotes": set(),
        "themes": set(),
        "etapes": [],
        "meteos": [],
        "notes": [],
    }
    return {"champs": {"titre": titre, "statut": "a_preparer"}, "noeud": noeud, "budget": budget, **vides}  # fmt: skip


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_words_of_its_own_actions_without_a_place_and_expenses_that_name_someone_come_back(membre, format):
    """Its levels are called « Cap » and « Pas », which no usual word says."""
    source = create_ctg(membre.espace, "CTG d’origine")
    depense = (2026, "charge", Decimal("120.50"), None, False, 0)
    recette = (2026, "produit", Decimal("120.50"), None, True, 1)
    write_plan(
        source,
        [
            _row("Ouvrir", 1, [depense, recette]),
            _row("Écouter _x005F_ _x000A_ « x »", 0, []),
            _row("Attendre", None, []),
        ],
    )
    fichier = create_import(by=membre.compte, ctg=source, fichier=render(membre, source, format))
    prevision = build_prevision(membre, fichier)
    assert [(action.lue.titre, action.changes) for action in prevision.changees] == []
    assert [action.lue.titre for action in prevision.creees] == []
    assert {action.lue.titre: tuple(action.lue.rattachement) for action in prevision.actions} == {
        "Attendre": (),
        "Écouter _x005F_ _x000A_ « x »": ("Grandir",),
        "Ouvrir": ("Grandir", "Accueillir"),
    }


def edit(recu: FichierRecu, feuille: str, cellules: dict[tuple[str, str], object]) -> FichierRecu:
    """The workbook as a person saves it; a cell is told by a text of its row and the title of its column."""
    classeur, sortie = openpyxl.load_workbook(io.BytesIO(recu.contenu)), io.BytesIO()
    page = classeur[feuille]
    colonnes = {cell.value: cell.column for cell in page[3]}
    for (repere, titre), valeur in cellules.items():
        ligne = next(row for row in page.iter_rows(min_row=4) if repere in [cell.value for cell in row])
        page.cell(ligne[0].row, colonnes[titre]).value = valeur
    classeur.save(sortie)
    return replace(recu, contenu=sortie.getvalue())


def import_edite(membre: Membre, ctg: Ctg, feuille: str, cellules: dict[tuple[str, str], object]) -> list[object]:
    """What the page says before, once the edited workbook is imported."""
    edite = edit(render(membre, ctg, "xlsx"), feuille, cellules)
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=edite)
    return [action.changes for action in import_plan(membre=membre, fichier=fichier).changees]


def test_edited_amount_leaves_what_a_workbook_does_not_carry(membre, ctg, riche):
    fiche = riche.complete
    fiche.budget.filter(annee=2026, sens="charge").update(nature="personnel", montant_realise=Decimal("900"))
    LigneBudget.objects.create(fiche=fiche, annee=2025, sens="charge", montant_realise=Decimal("70"))
    changes = import_edite(membre, ctg, "Budget", {(1200.5, "Dépense prévue"): 1300})
    assert changes == [[("budget", "2\u202f010,50\u00a0€", "2\u202f110\u00a0€")]]
    lignes = fiche.budget.values_list("annee", "nature", "montant_prevu", "montant_realise")
    assert set(lignes) == {
        (2026, "personnel", Decimal("1300.00"), Decimal("900.00")),
        (2026, "", Decimal("800.00"), None),
        (None, "", Decimal("10.00"), None),
        (2025, "", None, Decimal("70.00")),
    }
    restore_import(by=membre.compte, fichier=ImportPlan.objects.get())
    assert fiche.budget.get(nature="personnel").montant_prevu == Decimal("1200.50")


def test_pilotes_and_thematiques_are_those_that_the_cell_names(membre, ctg, riche):
    fiche = riche.complete
    anne = Personne.objects.get(nom="Bo-Martin")
    luc = Personne.objects.create(espace=ctg.espace, prenom="Luc", nom="Da")
    themes = [Thematique.objects.create(espace=ctg.espace, nom=nom, ordre=90) for nom in ("Eau, air", "Forêt")]
    fiche.pilotes.set([anne, luc])
    fiche.thematiques.set(themes)
    changes = import_edite(
        membre, ctg, "Plan d’actions", {(fiche.titre, "Pilotes"): "Luc Da", (fiche.titre, "Thématiques"): "Eau, air"}
    )
    assert changes == [
        [("pilotes", "Anne Bo-Martin, Luc Da", "Luc Da"), ("thématiques", "Eau, air, Forêt", "Eau, air")]
    ]
    assert list(fiche.pilotes.all()) == [luc]
    assert list(fiche.thematiques.all()) == themes[:1]
    restore_import(by=membre.compte, fichier=ImportPlan.objects.get())
    assert set(fiche.pilotes.all()) == {anne, luc}
    assert set(fiche.thematiques.all()) == set(themes)
    # A name that nobody bears takes nobody out.
    with pytest.raises(PlanRefuse, match="ne changerait rien"):
        import_edite(membre, ctg, "Plan d’actions", {(fiche.titre, "Pilotes"): "Luc Da, Zoé Ro"})
    assert set(fiche.pilotes.all()) == {anne, luc}


def test_what_someone_types_is_read_as_people_write(membre, ctg, riche):
    fiche = riche.complete
    Personne.objects.create(espace=ctg.espace, prenom="Luc", nom="Da")
    cellules = {
        "Pilotes": "Mme Anne Bo-Martin et Luc Da",
        "Statut": "terminé",
        "Fin": "T3 2026",
        "Avancement (%)": "60 %",
    }
    import_edite(membre, ctg, "Plan d’actions", {(fiche.titre, titre): valeur for titre, valeur in cellules.items()})
    fiche.refresh_from_db()
    assert fiche.pilotes.count() == 2
    assert (fiche.statut, fiche.date_fin, fiche.avancement_saisi) == ("realisee", date(2026, 9, 30), 60)


def test_two_actions_of_one_title_without_a_number_are_told_apart(membre, espace):
    source = create_ctg(espace, "CTG d’origine")
    write_plan(source, [_row("Ouvrir", 1, []), _row("Ouvrir", 1, [(2026, "charge", Decimal(3), None, False, None)])])
    FicheAction.objects.filter(ctg=source).update(code="")
    prevision = build_prevision(
        membre, create_import(by=membre.compte, ctg=source, fichier=render(membre, source, "ods"))
    )
    assert (prevision.creees, prevision.changees) == ([], [])


def test_number_of_another_action_is_not_taken(membre, ctg, riche):
    FicheAction.objects.filter(pk=riche.complete.pk).update(code="7.7")
    FicheAction.objects.create(espace=ctg.espace, ctg=ctg, titre="Autre", code="9.9")
    edite = edit(render(membre, ctg, "xlsx"), "Plan d’actions", {("Autre", "N° action"): "7.7"})
    prevision = build_prevision(membre, create_import(by=membre.compte, ctg=ctg, fichier=edite))
    assert (prevision.creees, prevision.changees) == ([], [])
    doutes = [a.message for a in prevision.plan.avertissements if a.code == "numero_en_double"]
    assert "Le numéro 7.7 est déjà celui d’une autre action\u00a0: celui de cette action ne change pas." in doutes


def test_row_copied_to_begin_another_action_makes_one(membre, ctg, riche):
    recu = render(membre, ctg, "xlsx")
    classeur, sortie = openpyxl.load_workbook(io.BytesIO(recu.contenu)), io.BytesIO()
    page = classeur["Plan d’actions"]
    modele = next(row for row in page.iter_rows(min_row=4) if riche.complete.titre in [c.value for c in row])
    valeurs = [cell.value for cell in modele]
    rang = next(rang for rang, valeur in enumerate(valeurs) if valeur == riche.complete.titre)
    page.append([*valeurs[: rang - 1], "", "Une action de plus", *valeurs[rang + 1 :]])
    classeur.create_sheet("Nos notes")["A1"] = "À revoir"
    classeur.save(sortie)
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=replace(recu, contenu=sortie.getvalue()))
    prevision = build_prevision(membre, fichier)
    assert [action.lue.titre for action in prevision.creees] == ["Une action de plus"]
    assert prevision.changees == []
    assert [a.lieu for a in prevision.plan.avertissements if a.code == "feuille_ignoree"] == [{"feuille": "Nos notes"}]


def test_csv_of_a_plan_comes_back_without_a_change(membre, ctg, riche):
    prevision = build_prevision(membre, create_import(by=membre.compte, ctg=ctg, fichier=render(membre, ctg, "csv")))
    assert [(action.lue.titre, action.changes) for action in prevision.changees] == []
    assert prevision.creees == []


def test_workbook_without_all_its_columns_is_read_as_any_other(membre, ctg, riche):
    recu = render(membre, ctg, "xlsx")
    classeur, sortie = openpyxl.load_workbook(io.BytesIO(recu.contenu)), io.BytesIO()
    page = classeur["Plan d’actions"]
    page.delete_cols(next(cell.column for cell in page[3] if cell.value == "Priorité"))
    classeur.save(sortie)
    fichier = create_import(by=membre.compte, ctg=ctg, fichier=replace(recu, contenu=sortie.getvalue()))
    prevision = build_prevision(membre, fichier)
    assert prevision.creees == []
    assert all(action.avant is not None and not action.lue.repere for action in prevision.actions)
