"""The territories of the three case studies: filled as their texts say, for whoever asks, and invented throughout."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from django.db.models import Sum
from django.utils import timezone

from convive.acteurs.models import Organisation, PosteCooperation
from convive.convention.models import Ctg
from convive.diagnostic.models import Constat, MesureEspace
from convive.donnees.sources.base import BASE_DIR
from convive.espaces.actions.depart import reset_espace
from convive.espaces.fournis import fournis
from convive.espaces.models import Espace, Membre, PointDepart, Role, TypeEspace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.formation.actions.territoire import TERRITOIRES
from convive.formation.selectors.ateliers_contenus import get_cas
from convive.gouvernance.models import Decision
from convive.offre.models import Cof, CompetenceSppe, ServiceEquipement
from convive.plan_action.models import FicheAction, LigneBudget
from convive.plan_action.rules.statuts import Statut, get_transition
from convive.territoires.actions import import_territoires
from convive.territoires.rules import LigneTerritoire
from tests.config.test_demo_plan import SECABLE
from tests.espaces.factories import create_compte

ECRIT_LE = date(2026, 11, 30)
DOSSIERS = ("rives_ysole", "pays_ambrelune")
TEXTES = sorted(path for dossier in DOSSIERS for path in (TERRITOIRES / dossier).glob("*.yaml"))


def list_fiches(dossier: str) -> list[Mapping[str, Any]]:
    plan = yaml.safe_load((TERRITOIRES / dossier / "plan.yaml").read_text(encoding="utf-8"))
    return [fiche for axe in plan["axes"] for fiche in axe["fiches"]]


FICHES = [fiche for dossier in DOSSIERS for fiche in list_fiches(dossier)]


@pytest.fixture
def formatrice(db):
    """The communes of the real base that ships, the fictional ones only."""
    champs = LigneTerritoire.__dataclass_fields__
    lignes = pq.read_table(BASE_DIR / "fictif" / "territoires.parquet").to_pylist()
    import_territoires(
        lignes=[LigneTerritoire(**{c: v for c, v in ligne.items() if c in champs}) for ligne in lignes], millesime=2026
    )
    return create_compte("formatrice")


def build(cle: str, compte: Any) -> Espace:
    fourni = fournis.get(cle)
    assert fourni is not None
    return fourni.build(compte, None)


@pytest.mark.parametrize("path", TEXTES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_file_is_invented_and_written_as_french_is_printed(path):
    texte = path.read_text(encoding="utf-8")
    lignes = "\n".join(ligne for ligne in texte.splitlines() if not ligne.startswith("#"))
    assert "'" not in lignes
    assert [found.group() for found in SECABLE.finditer(lignes)] == []
    assert re.search(r"inventé", texte.splitlines()[0] + texte.splitlines()[1] + texte.splitlines()[2])
    assert set(re.findall(r"[\w.+-]+@[\w.-]+", texte)) == set(re.findall(r"[\w.+-]+@[\w.-]+\.invalid", texte))
    assert all(phone.startswith(("05 36 49", "06 39 98")) for phone in re.findall(r"\b0\d(?: \d\d){4}\b", texte))


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_nobody_is_there_twice(dossier):
    contenu = yaml.safe_load((TERRITOIRES / dossier / "acteurs.yaml").read_text(encoding="utf-8"))
    noms = [contact["nom"] for ligne in contenu["organisations"] for contact in ligne.get("contacts", ())]
    assert len(noms) == len(set(noms))


@pytest.mark.parametrize("fiche", FICHES, ids=lambda fiche: f"{fiche['code']} {fiche['titre'][:20]}")
def test_action_follows_the_rules(fiche):
    """Its status moved as the rules allow, in order, with a reason when it stops something; its money is balanced."""
    statuts = [(date.min, Statut.A_PREPARER.value), *(tuple(row[:2]) for row in fiche["statuts"])]
    for (jour, de), (ensuite, vers) in pairwise(statuts):
        assert get_transition(de, vers) is not None, f"{de} → {vers}"
        assert jour <= ensuite <= ECRIT_LE
    for budget in fiche.get("budget", {}).values():
        charges = [row if isinstance(row, list) else [row, None] for row in budget["charges"].values()]
        assert sum(row[0] for row in charges) == sum(row[2] for row in budget["produits"])


def test_there_is_one_for_each_case_study():
    cas = {un_cas.numero: un_cas for un_cas in get_cas().values()}
    for numero, fourni in enumerate(fournis.get_all(), start=1):
        assert fourni.titre == f"Étude de cas {numero}, «\u00a0{cas[numero].titre}\u00a0»".replace(" ?", "\u00a0?")
        assert fourni.organisation.split(" ")[-1] in cas[numero].territoire
    assert len(fournis.get_all()) == len(cas) == 3


@pytest.mark.parametrize("cle", ["trois_gues", *DOSSIERS])
def test_it_is_a_practice_espace_that_one_holds_and_puts_back(cle, formatrice, django_assert_max_num_queries):
    with django_assert_max_num_queries(1_200):
        espace = build(cle, formatrice)
    assert (espace.type, espace.created_by) == (TypeEspace.ENTRAINEMENT, formatrice)
    assert [(m.compte, m.role) for m in Membre.objects.filter(espace=espace)] == [(formatrice, Role.CHARGE_COOPERATION)]
    assert Organisation.objects.filter(espace=espace, nom=fournis.get(cle).organisation).exists()
    assert PointDepart.objects.filter(espace=espace).exists()
    fiches = FicheAction.objects.filter(espace=espace).count()
    FicheAction.objects.filter(espace=espace).first().delete()
    reset_espace(by=formatrice, espace=espace)
    assert FicheAction.objects.filter(espace=espace).count() == fiches


def test_rives_ysole_is_what_the_second_case_study_says(formatrice):
    espace = build("rives_ysole", formatrice)
    perimetre = get_perimetre_espace(espace)
    noms = {commune.nom: commune.code for commune in perimetre.communes}
    lignes = next(d for d in get_cas()["autorite_organisatrice"].documents if d.cle == "competences").lignes
    assert set(noms) == {ligne[0] for ligne in lignes}
    ctg = Ctg.objects.get(espace=espace)
    assert (ctg.nom, ctg.date_debut.year, ctg.date_fin.year) == ("CTG 2025-2029", 2025, 2029)
    assert set(ctg.communes or noms.values()) == set(noms.values()) or len(ctg.communes) == 7
    signees = {s.organisation.nom for s in ctg.signataires.all() if s.organisation.type == "commune"}
    assert len(signees) == sum(ligne[6] == "oui" for ligne in lignes) == 7
    connues = {(c.code_commune, c.competence) for c in CompetenceSppe.objects.filter(espace=espace)}
    for ligne in lignes:
        for competence, qui in zip(("recenser", "informer", "planifier", "soutenir"), ligne[2:6], strict=True):
            assert ((noms[ligne[0]], competence) in connues) == (qui not in {"", "–"}), (ligne[0], competence)
    services = ServiceEquipement.objects.filter(espace=espace)
    assert services.filter(type_cle="multi_accueil").aggregate(n=Sum("places"))["n"] == 75
    extrait = next(d for d in get_cas()["autorite_organisatrice"].documents if d.cle == "extrait_ctg").lignes
    page_12, page_15 = extrait[0][1].replace("\u00a0", " "), extrait[1][1].replace("\u00a0", " ")
    for type_cle, mot in (
        ("multi_accueil", "places)"),
        ("micro_creche_paje", "places)"),
        ("assistants_maternels", "places"),
    ):
        places = services.filter(type_cle=type_cle).aggregate(n=Sum("places"))["n"]
        assert f"{places} {mot}" in page_12
    demandes = MesureEspace.objects.get(
        indicateur__espace=espace, indicateur__libelle__startswith="Demandes", annee=2024
    )
    assert f"{demandes.valeur:.0f} enfants inscrits" in page_15
    assert not Cof.objects.filter(services__type_cle="micro_creche_paje").exists()
    assert {(c.date_debut, c.date_fin) for c in Cof.objects.filter(espace=espace)} == {
        (date(2023, 1, 1), date(2026, 12, 31)),
        (date(2025, 1, 1), date(2028, 12, 31)),
        (date(2024, 1, 1), date(2027, 12, 31)),
    }


def test_pays_ambrelune_is_what_the_third_case_study_says(formatrice):
    espace = build("pays_ambrelune", formatrice)
    assert len(get_perimetre_espace(espace).communes) == 23
    ctg = Ctg.objects.get(espace=espace)
    assert (ctg.nom, FicheAction.objects.filter(ctg=ctg).count()) == ("CTG 2023-2027", 14)
    postes = PosteCooperation.objects.filter(espace=espace)
    assert (postes.count(), postes.aggregate(n=Sum("quotite_ctg"))["n"]) == (12, Decimal("5.8"))
    charges = LigneBudget.objects.filter(fiche__ctg=ctg, fiche__code="2.1", sens="charge")
    assert charges.aggregate(n=Sum("montant_realise"))["n"] == 210_000
    lignes = next(d for d in get_cas()["qu_est_ce_que_ca_a_change"].documents if d.cle == "frequentation").lignes
    mesures = MesureEspace.objects.filter(indicateur__espace=espace, valeur__isnull=False)
    relevees = {(m.indicateur.libelle.split(" ")[0], m.annee): int(m.valeur) for m in mesures}
    for annee, jours, jeunes, venues, _ in lignes:
        for debut, lu in (("Jours", jours), ("Venues", venues)):
            assert relevees[debut, int(annee)] == int(lu.replace(" ", ""))
        assert mesures.filter(indicateur__libelle__startswith="Jeunes différents", annee=annee, valeur=jeunes).exists()
    # The nine answers of the smallest sector are hidden, and no constat tells them.
    assert MesureEspace.objects.get(indicateur__espace=espace, statut="secret").valeur is None
    assert not Constat.objects.filter(espace=espace, texte__contains="neuf réponses").exists()
    # A promise that is late is there to be found.
    assert Decision.objects.filter(espace=espace, echeance__lt=timezone.localdate(), statut="a_faire").exists()
