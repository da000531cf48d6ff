"""The plan leaves as a workbook, and comes back: here it changes nothing, elsewhere it is the same plan."""

from decimal import Decimal

import pytest
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg
from convive.espaces.models import Membre
from convive.plan_action.actions.imports import create_import, import_plan
from convive.plan_action.exports.plan_tableur import render_plan
from convive.plan_action.models import FicheAction, IndicateurFiche, LigneBudget, NoeudPlan, ValeurIndicateurFiche
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
    write_plan(source, [_row("Ouvrir", 1, [depense, recette]), _row("Écouter", 0, []), _row("Attendre", None, [])])
    fichier = create_import(by=membre.compte, ctg=source, fichier=render(membre, source, format))
    prevision = build_prevision(membre, fichier)
    assert [(action.lue.titre, action.changes) for action in prevision.changees] == []
    assert [action.lue.titre for action in prevision.creees] == []
    assert {action.lue.titre: tuple(action.lue.rattachement) for action in prevision.actions} == {
        "Attendre": (),
        "Écouter": ("Grandir",),
        "Ouvrir": ("Grandir", "Accueillir"),
    }
