"""The draft of a délibération: who it is for, what it says, that it is a draft."""

from datetime import date

import pytest
from django.utils import timezone

from convive.acteurs.models import Fonction, Personne
from convive.convention.exports import CLE_AVENANT, CLE_CONVENTION, CLE_DELIBERATION, CLE_PLANS
from convive.convention.exports.contenus_plans import build_plans as build_plans_diagnostic
from convive.convention.exports.contenus_plans import count_plans, list_provenances
from convive.convention.models import OrganeDeliberant, PlanExterne, Signataire
from convive.convention.rules.avenants import Nature
from convive.diagnostic.chapitres import ContexteChapitre, contenus
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import Famille
from convive.espaces.selectors.membre import get_membre
from convive.socle.formats import date_longue
from tests.convention.factories import (
    CAF,
    CIVRAY,
    create_avenant_essai,
    create_plan_essai,
    create_projet,
    create_texte,
    get_fin,
    get_signataire,
)
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db
DOCUMENT = types_documents.get(CLE_DELIBERATION)


def build(espace, compte, choix: object) -> str:
    contenu = DOCUMENT.build(get_membre(compte, espace.pk), Famille.TEXTE, str(choix))
    return lis(contenu.corps_html)


def test_drafts_are_those_of_the_signatories_that_are_awaited(espace, chargee, elue):
    projet = create_projet(espace, chargee)
    Signataire.objects.filter(pk=get_signataire(projet, CAF).pk).update(organe_deliberant=OrganeDeliberant.AUCUN)
    choix = dict(DOCUMENT.list_choix(get_membre(elue, espace.pk)))
    assert sorted(choix.values())[1] == f"{CIVRAY} – {projet.nom}"
    assert len(choix) == 2
    with pytest.raises(DocumentInconnu):
        build(espace, elue, get_signataire(projet, CAF).pk)
    with pytest.raises(DocumentInconnu):
        build(espace, elue, "n’importe quoi")


def test_draft_of_a_commune_quotes_its_texts_and_says_that_it_is_a_draft(espace, chargee, elue):
    projet = create_projet(espace, chargee)
    texte = build(espace, elue, get_signataire(projet).pk)
    for mots in (
        "Projet à vérifier par l’institution",
        "Le conseil municipal,",
        "article L. 2121-29",
        "L. 263-1",
        "C 2020-01",
        "Approuve la convention territoriale globale conclue pour la période du 1er\xa0janvier",
        "Autorise [nom et qualité",
        "transmise au représentant de l’État",
        "<li>Caf d’essai</li>",
        "s’est réuni à [lieu]",
    ):
        assert mots in texte
    Signataire.objects.filter(organisation__nom=CIVRAY).update(
        organe_deliberant=OrganeDeliberant.COMMISSION_PERMANENTE, representant_nom="Une Personne"
    )
    texte = build(espace, elue, get_signataire(projet).pk)
    assert "la commission permanente du conseil départemental, légalement convoquée" in texte
    assert "Autorise Une Personne à signer" in texte
    elue_depuis = Personne.objects.create(espace=espace, prenom="Autre", nom="Maire")
    Signataire.objects.filter(organisation__nom=CIVRAY).update(
        representant_actuel=elue_depuis, representant_qualite="maire"
    )
    assert "Autorise Autre Maire, [qualité], à signer" in build(espace, elue, get_signataire(projet).pk)
    assert "représentant de l’État" not in build(espace, elue, get_signataire(projet, CAF).pk)


@pytest.mark.parametrize(
    ("nature", "mots"),
    [
        (Nature.PROROGATION, f"de prolonger la convention jusqu’au 30\xa0juin\xa0{get_fin().year + 1}"),
        (Nature.RETRAIT, "de prendre acte du retrait de « Commune de Civray »"),
        (Nature.ADHESION, "de faire entrer [organisation] parmi les signataires"),
        (Nature.MODIFICATION_ANNEXE_2, "de mettre à jour la liste des équipements"),
    ],
)
def test_draft_for_an_avenant_says_what_it_changes(espace, ctg, chargee, nature, mots):
    fin = get_fin().replace(year=get_fin().year + 1, month=6, day=30) if nature is Nature.PROROGATION else None
    sortant = get_signataire(ctg) if nature is Nature.RETRAIT else None
    avenant = create_avenant_essai(ctg, chargee, nature, nouvelle_fin=fin, sortant=sortant)
    texte = build(espace, chargee, f"{get_signataire(ctg).pk}.{avenant.pk}")
    assert mots in texte
    assert "Approuve l’avenant n° 1" in texte
    assert "autour de son porteur" in texte


@pytest.mark.parametrize("format", ["docx", "odt", "pdf"])
def test_draft_leaves_from_the_board_in_each_format(connecte, espace, elue, chargee, format):
    projet = create_projet(espace, chargee)
    saisie = {"document": CLE_DELIBERATION, "choix": str(get_signataire(projet).pk), "format": format}
    response = connecte(elue).post(f"/espaces/{espace.pk}/documents/", saisie)
    assert response.status_code == 200
    assert f".{format}" in response.headers["Content-Disposition"]


def test_the_other_plans_leave_as_a_text_and_as_a_sheet(espace, ctg, chargee, elue):
    plan = create_plan_essai(espace, chargee, orientations="1 Accueillir", articulation="Un comité commun.")
    archive = create_plan_essai(espace, chargee, nom="Plan rangé")
    PlanExterne.objects.filter(pk=archive.pk).update(archive_le="2026-01-01T00:00Z")
    document = types_documents.get(CLE_PLANS)
    texte = lis(document.build(get_membre(elue, espace.pk), Famille.TEXTE, "").corps_html)
    for mots in (plan.nom, plan.libelle_type, "1 Accueillir", "Un comité commun.", "après la fin de", "non précisé"):
        assert mots in texte
    assert "Plan rangé" not in texte
    (ligne,) = document.build(get_membre(elue, espace.pk), Famille.CLASSEUR, "").feuilles[0].lignes
    assert (ligne[0], ligne[4], ligne[7]) == (plan.nom, plan.date_fin, "1 Accueillir")


AVENANT = types_documents.get(CLE_AVENANT)


@pytest.mark.parametrize(
    ("nature", "mots"),
    [
        (Nature.PROROGATION, f"est prolongée jusqu’au 30\xa0juin\xa0{get_fin().year + 1}."),
        (Nature.RETRAIT, "Commune de Civray cesse d’être signataire de la convention à compter du"),
        (Nature.ADHESION, "[à compléter : organisation] rejoint la convention"),
        (Nature.MODIFICATION_ANNEXE_2, "en annexe 2, est remplacée."),
        (Nature.MODIFICATION_PLAN, "Le plan d’actions figurant en annexe 3 est modifié."),
    ],
)
def test_avenant_says_what_it_changes_and_who_signs(espace, ctg, chargee, elue, nature, mots):
    fin = get_fin().replace(year=get_fin().year + 1, month=6, day=30) if nature is Nature.PROROGATION else None
    sortant = get_signataire(ctg) if nature is Nature.RETRAIT else None
    communes = frozenset({"86078"}) if nature is Nature.RETRAIT else None
    avenant = create_avenant_essai(
        ctg, chargee, nature, nouvelle_fin=fin, sortant=sortant, communes=communes, texte="# Motif\n\nUne phrase.",
        texte_avant="Deux crèches.", texte_apres="Trois crèches.",
    )  # fmt: skip
    place = get_membre(elue, espace.pk)
    [(choix, libelle)] = AVENANT.list_choix(place)
    assert libelle == f"Avenant n° 1 à la {ctg.nom} : Ce qui change"
    texte = lis(AVENANT.build(place, Famille.TEXTE, choix).corps_html)
    for dit in (mots, "Projet, état du", "Une phrase.", "est remplacé par", "Trois crèches.", CIVRAY, "Article 3"):
        assert dit in texte
    assert ("s’applique désormais aux communes suivantes" in texte) is (communes is not None)
    assert "conseil municipal, [à compléter : numéro et date de la délibération]" in texte
    assert avenant.numero == 1


def test_avenant_is_signed_by_the_representant_of_today(espace, ctg, chargee, elue):
    create_avenant_essai(ctg, chargee)
    signataire, place = get_signataire(ctg), get_membre(elue, espace.pk)
    signataire.representant_nom, signataire.representant_qualite = "Ancienne Maire", "maire"
    signataire.representant_actuel = Personne.objects.create(espace=espace, prenom="Nouveau", nom="Maire")
    signataire.save()
    [(choix, _)] = AVENANT.list_choix(place)
    texte = lis(AVENANT.build(place, Famille.TEXTE, choix).corps_html)
    assert "Nouveau Maire, [à compléter : qualité]" in texte
    assert "Ancienne Maire" not in texte
    # Once the directory says what she is there.
    Fonction.objects.create(
        espace=espace,
        personne=signataire.representant_actuel,
        organisation=signataire.organisation,
        intitule="Présidente déléguée",
    )
    assert "Nouveau Maire, Présidente déléguée" in lis(AVENANT.build(place, Famille.TEXTE, choix).corps_html)
    signataire.representant_actuel = Personne.objects.create(espace=espace, prenom="Ancienne", nom="Maire")
    signataire.save()
    assert "Ancienne Maire, maire" in lis(AVENANT.build(place, Famille.TEXTE, choix).corps_html)


def test_avenant_of_another_espace_does_not_exist(espace, ctg, chargee, elue):
    for inconnu in ("", "x", str(ctg.pk)):
        with pytest.raises(DocumentInconnu):
            AVENANT.build(get_membre(elue, espace.pk), Famille.TEXTE, inconnu)


@pytest.mark.parametrize("format", ["docx", "odt", "pdf"])
def test_convention_leaves_from_its_page_in_each_format(connecte, espace, ctg, elue, chargee, format):
    create_texte(ctg, chargee)
    saisie = {"document": CLE_CONVENTION, "choix": str(ctg.pk), "format": format}
    manques = connecte(elue).post(f"/espaces/{espace.pk}/documents/", saisie)
    # What is left to write is listed first, with the page where one writes it.
    assert "Content-Disposition" not in manques.headers
    assert f"/espaces/{espace.pk}/ctg/{ctg.pk}/texte/" in manques.content.decode()
    response = connecte(elue).post(f"/espaces/{espace.pk}/documents/", {**saisie, "projet": "oui"})
    assert response.status_code == 200
    assert f".{format}" in response.headers["Content-Disposition"]


def test_the_diagnosis_names_the_other_plans_among_the_partners(espace, chargee):
    contexte = ContexteChapitre(espace, None, date(2026, 3, 1), "partenaires")
    assert (list(build_plans_diagnostic(contexte)), count_plans(contexte), list_provenances(contexte)) == ([], (), ())
    nomme, sans = create_plan_essai(espace, chargee), create_plan_essai(espace, chargee, nom="Ancien plan")
    PlanExterne.objects.filter(pk=nomme.pk).update(orientations="1 Lire\n\n2 Jouer", articulation="Un comité commun.")
    PlanExterne.objects.filter(pk=sans.pk).update(archive_le=timezone.now())
    contexte = ContexteChapitre(espace, None, date(2026, 3, 1), "partenaires")
    (bloc,) = build_plans_diagnostic(contexte)
    assert bloc.tableau.lignes == (
        (
            "Projet d’essai (Projet éducatif territorial (PEDT))",
            "–",
            f"du {date_longue(nomme.date_debut)} jusqu’au {date_longue(nomme.date_fin)}",
            "Un comité commun. 2\u00a0orientations.",
        ),
    )
    assert count_plans(contexte)[0].nombre == 1
    assert list_provenances(contexte)[0].millesime == "2026"
    assert any(apport.cle == "plans" for apport in contenus.list_for_chapitre("partenaires"))
    PlanExterne.objects.filter(pk=nomme.pk).update(
        date_debut=None, date_fin=None, articulation="", orientations="", type="autre", type_libre="Projet"
    )
    (bloc,) = build_plans_diagnostic(ContexteChapitre(espace, None, date(2026, 3, 1), "partenaires"))
    assert bloc.tableau.lignes == (("Projet d’essai", "–", "–", "–"),)
