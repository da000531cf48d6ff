"""The page where a file is looked at, corrected, matched, imported, undone."""

import pytest
from django.urls import reverse

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Personne
from convive.convention.models import Ctg
from convive.espaces.actions.thematique import create_thematiques_usuelles
from convive.espaces.models import Membre
from convive.plan_action.actions.imports import create_import, import_plan
from convive.plan_action.models import FicheAction, ImportPlan
from convive.plan_action.rules.plan import PlanRefuse
from tests.plan_action.factories import create_fiche
from tests.plan_action.lecteur_plans.fabrique import Word, build_xlsx
from tests.plan_action.views.test_import_plan_list import CONTENU

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(ctg, chargee) -> ImportPlan:
    return create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", CONTENU))


@pytest.fixture
def url(fichier) -> str:
    return reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])


def test_import_plan_detail_from_the_doubt_to_the_undoing(connecte, ctg, chargee, fichier, url):
    client = connecte(chargee)
    page = client.get(url)
    texte = page.content.decode()
    assert "2\xa0actions à créer" in texte
    assert "est une couleur, pas un statut" in texte
    # What is nothing is not counted; what is left out is folded, below what is to check, above the one main button.
    assert "0\xa0action" not in texte
    places = [texte.index(mot) for mot in ('id="bilan"', 'id="a-verifier"', 'id="noms"', 'value="importer"')]
    assert places == sorted(places)
    assert texte.count("cv-btn--primary") == 1
    noms = page.context["noms_form"]
    assert [champ.label for champ in noms.personnes] == ["Anne Bo", "Luc Da"]
    client.post(url, {"geste": "noms", noms.personnes[1].name: "creer"})
    lecture = page.context["lecture_form"]
    champs = {champ.name: champ.value() for champ in [*lecture.list_intitules(), *lecture.list_statuts()]}
    vert = next(champ.name for champ in lecture.list_statuts() if "vert" in champ.label)
    client.post(url, {"geste": "lecture", **champs, vert: "realisee"})
    client.post(url, {"geste": "importer"})
    assert sorted(FicheAction.objects.values_list("titre", "statut")) == [
        ("Animer", "realisee"),
        ("Ouvrir un lieu", "realisee"),
    ]
    assert Personne.objects.get().fiches_pilotees.get().titre == "Animer"
    texte = client.get(url).content.decode()
    assert "2\xa0actions créées" in texte
    assert "Annuler cet import" in texte
    client.post(url, {"geste": "annuler"})
    assert not FicheAction.objects.exists()
    assert "Tout a été défait" in client.get(url).content.decode()


def test_import_plan_detail_says_what_cannot_be_done(connecte, chargee, fichier, url):
    client = connecte(chargee)
    assert "Choisissez l’un des boutons" in client.post(url, {"geste": "rien"}).content.decode()
    assert "n’est pas dans sa liste" in client.post(url, {"geste": "lecture", "titre_0": "inconnu"}).content.decode()
    client.post(url, {"geste": "abandonner"})
    assert not ImportPlan.objects.exists()


def test_import_plan_detail_of_someone_else_does_not_exist_yet(connecte, directeur, url):
    """What is being checked is seen by whoever sent it."""
    assert connecte(directeur).get(url).status_code == 404


def test_import_plan_detail_costs_the_same_with_many_actions(
    connecte, ctg, chargee, fichier, url, django_assert_max_num_queries
):
    lignes = b"".join(f"Axe 1 : Enfance;Action {rang} du plan;Anne Bo;fait\r\n".encode() for rang in range(200))
    autre = create_import(
        by=chargee, ctg=ctg, fichier=FichierRecu("grand.csv", "csv", b"Axe;Action;Pilote;Statut\r\n" + lignes)
    )
    client = connecte(chargee)
    client.get(url)
    for page in (url, reverse("plan_action:import_plan_detail", args=[ctg.espace_id, autre.pk])):
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200


def test_import_plan_detail_leaves_a_sheet_out_and_names_the_levels(connecte, ctg, chargee):
    titres = ["Objectif", "Axe", "Action", "Statut"]
    feuilles = {
        "Plan": [titres, ["Accueillir", "Enfance", "Ouvrir", "fait"]],
        "Essais": [titres, ["Rien", "Nulle part", "Essayer", "fait"]],
    }
    recu = FichierRecu("plan.xlsx", "xlsx", build_xlsx(feuilles))
    fichier = create_import(by=chargee, ctg=ctg, fichier=recu)
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    client = connecte(chargee)
    page = client.get(url)
    form = page.context["lecture_form"]
    assert form["feuilles"].value() == ["Plan", "Essais"]
    assert [champ.value() for champ in form.list_niveaux()] == ["1", "Objectif", "2", "Axe"]
    champs = {champ.name: champ.value() for champ in [*form.list_intitules(), *form.list_statuts()]}
    niveaux = {"niveau_0": "2", "nom_niveau_0": "But", "niveau_1": "1", "nom_niveau_1": "Axe"}
    client.post(url, {"geste": "lecture", **champs, **niveaux, "feuilles": ["Plan"]})
    fichier.refresh_from_db()
    assert fichier.lecture["corrections"]["feuilles_ignorees"] == ["Essais"]
    client.post(url, {"geste": "importer"})
    fiche = FicheAction.objects.select_related("noeud__niveau", "noeud__parent__niveau").get()
    assert (fiche.titre, fiche.noeud.libelle, fiche.noeud.niveau.nom_singulier) == ("Ouvrir", "Accueillir", "But")
    assert (fiche.noeud.parent.libelle, fiche.noeud.parent.niveau.nom_singulier) == ("Enfance", "Axe")
    # The same shape is read the same way next time, the sheet left out too.
    suivant = create_import(
        by=chargee,
        ctg=ctg,
        fichier=FichierRecu(
            "suite.xlsx", "xlsx", build_xlsx({**feuilles, "Plan": [*feuilles["Plan"], ["", "", "Animer", "fait"]]})
        ),
    )
    assert [action["titre"] for action in suivant.lecture["plan"]["actions"]] == ["Ouvrir", "Animer"]


def test_import_plan_detail_stays_short_when_the_plan_is_here_already(
    connecte, ctg, chargee, django_assert_max_num_queries
):
    def build(statut: str) -> FichierRecu:
        lignes = "".join(
            f"Axe {rang % 4 + 1} : Volet {rang % 4 + 1};Action {rang} du plan;Anne Bo;Caf;3 000 €;Familles;{statut}\r\n"
            for rang in range(80)
        )
        titres = "Axe;Action;Pilote;Partenaires;Budget 2026;Indicateur;Statut\r\n"
        return FichierRecu("plan.csv", "csv", f"{titres}{lignes}".encode())

    client = connecte(chargee)
    premier = create_import(by=chargee, ctg=ctg, fichier=build("en cours"))
    client.post(reverse("plan_action:import_plan_detail", args=[ctg.espace_id, premier.pk]), {"geste": "importer"})
    assert FicheAction.objects.count() == 80
    encore = create_import(by=chargee, ctg=ctg, fichier=build("fait"))
    url = reverse("plan_action:import_plan_detail", args=[ctg.espace_id, encore.pk])
    client.get(url)
    with django_assert_max_num_queries(15):
        assert "80\xa0actions à modifier" in client.get(url).content.decode()


def test_import_plan_detail_creates_a_card_for_each_name_when_asked_once(connecte, ctg, chargee, fichier, url):
    client = connecte(chargee)
    texte = client.get(url).content.decode()
    assert "Statut\xa0: Réalisée" in texte
    assert "«\xa0vert\xa0»" in texte
    noms = client.get(url).context["noms_form"].personnes
    client.post(url, {"geste": "noms_creer", noms[0].name: "", noms[1].name: ""})
    assert not Personne.objects.exists()
    client.post(url, {"geste": "importer"})
    assert sorted(str(personne) for personne in Personne.objects.all()) == ["Anne Bo", "Luc Da"]
    assert "Voir le plan" in client.get(url).content.decode()


def get_champs(page) -> dict[str, str]:
    """What the browser sends of the whole page, untouched."""
    formulaires = (page.context["noms_form"], page.context["lecture_form"], page.context["actions_form"])
    return {"page": "entiere"} | {
        champ.html_name: champ.value() for form in formulaires for champ in form if champ.name != "feuilles"
    }


def test_import_plan_detail_keeps_what_was_chosen_in_every_part_whatever_the_button(connecte, ctg, chargee, url):
    client = connecte(chargee)
    page = client.get(url)
    champs = get_champs(page)
    vert = next(champ.name for champ in page.context["lecture_form"].list_statuts() if "vert" in champ.label)
    anne = page.context["noms_form"].personnes[0].name
    page = client.post(url, {**champs, vert: "realisee", anne: "creer", "geste": "importer"}, follow=True)
    assert "Vos choix sont gardés, rien n’est encore importé" in page.content.decode()
    assert not FicheAction.objects.exists()
    assert get_champs(page)[anne] == "creer"
    client.post(url, {**get_champs(page), "geste": "importer"})
    assert set(FicheAction.objects.values_list("statut", flat=True)) == {"realisee"}
    assert [str(personne) for personne in Personne.objects.all()] == ["Anne Bo"]


def test_import_plan_detail_makes_one_card_of_a_name_and_its_initial(connecte, ctg, chargee):
    contenu = "Action;Pilote\nAnimer;O. Fauvart\nOuvrir un lieu;Odile Fauvart\nÉcrire;Luc Da\n".encode()
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", contenu))
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    client = connecte(chargee)
    page = client.get(url)
    abrege = page.context["noms_form"].personnes[0]
    assert ("creer:Odile Fauvart", "Même que «\xa0Odile Fauvart\xa0»") in abrege.field.choices
    page = client.post(url, {**get_champs(page), "geste": "noms_creer"}, follow=True)
    client.post(url, {**get_champs(page), "geste": "importer"})
    assert sorted(str(personne) for personne in Personne.objects.all()) == ["Luc Da", "Odile Fauvart"]
    odile = Personne.objects.get(nom="Fauvart")
    assert sorted(odile.fiches_pilotees.values_list("titre", flat=True)) == ["Animer", "Ouvrir un lieu"]


def test_import_plan_detail_leaves_in_words_what_was_the_same_as_a_name_that_stays_in_words(connecte, ctg, chargee):
    contenu = b"Action;Pilote\nAnimer;O. Fauvart\nOuvrir un lieu;Odile Fauvart\n"
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", contenu))
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    client = connecte(chargee)
    champs = get_champs(client.get(url))
    client.post(url, {**champs, "personnes_0": "creer:Odile Fauvart", "geste": "noms"})
    client.post(url, {"geste": "importer"})
    assert not Personne.objects.exists()


def test_import_plan_detail_asks_the_words_of_status_that_nobody_said(connecte, ctg, chargee):
    def send(nom: str, lignes: str):
        recu = FichierRecu(nom, "csv", f"Action;Pilote;Statut\r\n{lignes}".encode())
        return create_import(by=chargee, ctg=ctg, fichier=recu)

    client = connecte(chargee)
    fichier = send("a.csv", "Ouvrir;Anne Bo;en chantier\r\nAnimer;Luc Da;fait\r\n")
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    page = client.get(url)
    assert "Des mots de statut à préciser" in page.content.decode()
    form = page.context["lecture_form"]
    champs = {champ.name: champ.value() for champ in [*form.list_intitules(), *form.list_statuts()]}
    dit = next(nom for nom, cle in form.statuts.items() if cle == "en chantier")
    page = client.post(url, {"geste": "lecture", **champs, dit: "en_cours"}, follow=True).content.decode()
    assert "Des mots de statut à préciser" not in page
    assert "Sens de chaque mot de statut" in page
    autre = send("b.csv", "Équiper;Anne Bo;En chantier\r\n")
    url = reverse("plan_action:import_plan_detail", args=[autre.espace_id, autre.pk])
    assert "Des mots de statut à préciser" not in client.get(url).content.decode()


def test_import_plan_detail_asks_before_a_number_alone_overwrites_another_action(connecte, ctg, chargee):
    fiche = create_fiche(ctg, "Créer une micro-crèche à Bray", code="1")
    recu = FichierRecu("a.csv", "csv", "N°;Action;Pilote\r\n1;Créer un café des parents;Anne Bo\r\n".encode())
    client = connecte(chargee)

    def send() -> str:
        fichier = create_import(by=chargee, ctg=ctg, fichier=recu)
        return reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])

    url = send()
    page = client.get(url)
    assert "Est-ce la même action" in page.content.decode()
    assert [prevue.avant for prevue in page.context["prevision"].actions] == [None]
    # Nobody answered: what was there stays.
    client.post(url, {**get_champs(page), "geste": "importer"})
    fiche.refresh_from_db()
    assert fiche.titre == "Créer une micro-crèche à Bray"
    assert FicheAction.objects.filter(ctg=ctg).count() == 2
    FicheAction.objects.exclude(pk=fiche.pk).delete()
    url = send()
    client.post(url, {**get_champs(client.get(url)), "action_0": str(fiche.pk), "geste": "importer"})
    assert client.get(url).context["prevision"].actions[0].avant == fiche
    client.post(url, {"geste": "importer"})
    fiche.refresh_from_db()
    assert fiche.titre == "Créer un café des parents"


def test_import_plan_detail_offers_a_card_to_each_new_name_of_a_file_sent_on_the_page(connecte, ctg, chargee):
    recu = FichierRecu("a.csv", "csv", "Action;Pilote\r\nOuvrir;Odile Fauvart\r\nRire;à voir\r\n".encode())
    fichier = create_import(by=chargee, ctg=ctg, fichier=recu, is_page=True)
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    client = connecte(chargee)
    page = client.get(url)
    assert page.context["noms_form"]["personnes_0"].value() == "creer"
    texte = page.content.decode()
    # The button comes after what is asked.
    assert texte.index('id="noms"') < texte.index('value="importer"')
    client.post(url, {**get_champs(page), "geste": "importer"})
    assert [str(personne) for personne in Personne.objects.all()] == ["Odile Fauvart"]


def test_import_plan_detail_leaves_no_action_without_carrier_and_takes_its_theme_from_the_axis(connecte, ctg, chargee):
    create_thematiques_usuelles(ctg.espace)
    lignes = "Petite enfance;Ouvrir un lieu;Relais petite enfance\r\nParentalité;Animer;S. Bernard\r\n"
    contenu = f"Axe;Action;Pilote\r\n{lignes}Parentalité;Former;Sophie Bernard, Service enfance\r\n".encode()
    recu = FichierRecu("a.csv", "csv", contenu)
    fichier = create_import(by=chargee, ctg=ctg, fichier=recu, is_page=True)
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    client = connecte(chargee)
    page = client.get(url)
    assert "Thématique, d’après l’axe\xa0: Petite enfance" in page.text
    assert [champ.label for champ in page.context["noms_form"].list_douteux()] == ["S. Bernard"]
    client.post(url, {**get_champs(page), "geste": "importer"})
    rows = FicheAction.objects.order_by("ordre").prefetch_related("pilotes", "thematiques")
    assert [
        (
            f.titre,
            list(map(str, f.pilotes.all())),
            str(f.organisation_porteuse or ""),
            list(map(str, f.thematiques.all())),
        )
        for f in rows
    ] == [
        ("Ouvrir un lieu", [], "Relais petite enfance", ["Petite enfance"]),
        ("Animer", ["Sophie Bernard"], "", ["Parentalité"]),
        ("Former", ["Sophie Bernard"], "Service enfance", ["Parentalité"]),
    ]
    client.post(url, {"geste": "annuler"})
    assert not FicheAction.objects.exists()
    assert not Personne.objects.exists()


def test_import_plan_detail_asks_which_row_holds_the_titles_and_remembers_it(connecte, ctg, chargee):
    def send(nom: str, ligne: str) -> str:
        recu = FichierRecu(nom, "csv", f"Truc;Gus;Bidule\r\n{ligne}\r\nRire;Luc Da;b\r\n".encode())
        fichier = create_import(by=chargee, ctg=ctg, fichier=recu, is_page=True)
        return reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])

    client = connecte(chargee)
    url = send("a.csv", "Ouvrir;Anne Bo;a")
    texte = client.get(url).content.decode()
    assert "Quelle ligne porte les titres, quelle colonne contient les actions" in texte
    assert "Anne Bo" in texte
    client.post(url, {"geste": "titres", "ligne_0": "99", "colonne_0": "0"})
    assert client.get(url).context["prevision"].plan.questions
    client.post(url, {"geste": "titres", "ligne_0": "1", "colonne_0": "0"})
    assert [prevue.lue.titre for prevue in client.get(url).context["prevision"].actions] == ["Ouvrir", "Rire"]
    with pytest.raises(PlanRefuse, match="titres"):
        create_import(by=chargee, ctg=ctg, fichier=FichierRecu("b.csv", "csv", b"Zig;Zag\r\na;b\r\n"))


def test_import_plan_detail_proposes_the_first_row_that_holds_several_titles(connecte, ctg, chargee):
    recu = FichierRecu("a.csv", "csv", b"Tableau;;\r\nTruc;Gus;Bidule\r\nOuvrir;Anne Bo;a\r\nRire;Luc Da;b\r\n")
    fichier = create_import(by=chargee, ctg=ctg, fichier=recu, is_page=True)
    page = connecte(chargee).get(reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk]))
    form = page.context["titres_form"]
    assert form["ligne_0"].value() == 2
    assert form.fields["colonne_0"].choices[0] == (0, "A\xa0: Truc")


def test_import_plan_detail_asks_which_label_says_the_action(connecte, ctg, chargee):
    """Fiches of Word whose labels nobody knows."""
    word = Word().tableau([["On veut", "Ouvrir"], ["Les gens", "Anne Bo"], ["Sous", "100 €"]])
    recu = FichierRecu("plan.docx", "docx", word.build())
    fichier = create_import(by=chargee, ctg=ctg, fichier=recu, is_page=True)
    client = connecte(chargee)
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    texte = client.get(url).content.decode()
    assert "Quel libellé annonce l’action" in texte
    assert "Anne Bo" in texte
    client.post(url, {"geste": "titres", "libelle_0": "On veut"})
    assert [prevue.lue.titre for prevue in client.get(url).context["prevision"].actions] == ["Ouvrir"]


DECIDEES = (
    b"Axe;Action;Pilote;Structure porteuse;Statut\r\n"
    b"Axe 1;Ouvrir un lieu;Anne Bo;Mairie de Civray;\xc3\x80 lancer\r\n"
    b"Axe 1;Animer;Luc Da;;Pas commenc\xc3\xa9\r\nAxe 1;Fermer;Luc Da;;fait\r\n"
)


def test_import_plan_detail_says_which_actions_are_drafts_and_who_carries_them(connecte, ctg, chargee):
    """« À lancer » is a draft that no élu·e sees: it is said, and it is chosen."""
    recu = FichierRecu("plan.csv", "csv", DECIDEES)
    fichier = create_import(by=chargee, ctg=ctg, fichier=recu, is_page=True)
    url = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    client = connecte(chargee)
    page = client.get(url)
    texte = page.content.decode()
    assert "2\xa0actions pas encore commencées" in texte
    assert "les élu·es et les partenaires ne voient pas encore" in texte
    assert dict(page.context["prevision"].list_mots_brouillons()) == {
        "À lancer": ["Ouvrir un lieu"],
        "Pas commencé": ["Animer"],
    }
    assert "Pilote\xa0: Anne Bo" in texte
    assert "Porté par\xa0: Mairie de Civray" in texte
    forms = [page.context[nom] for nom in ("lecture_form", "noms_form", "actions_form")]
    champs = {champ.name: champ.value() or "" for form in forms for champ in form}
    client.post(url, {"geste": "importer", "page": "entiere", **champs, "brouillons": "validee"})
    assert sorted(FicheAction.objects.values_list("titre", "statut")) == [
        ("Animer", "validee"),
        ("Fermer", "realisee"),
        ("Ouvrir un lieu", "validee"),
    ]
    encore = create_import(by=chargee, ctg=ctg, fichier=recu, is_page=True)
    url = reverse("plan_action:import_plan_detail", args=[encore.espace_id, encore.pk])
    assert "ce fichier ne changerait rien" in client.get(url).content.decode()


def test_import_plan_detail_keeps_drafts_while_the_ctg_is_not_signed(connecte, ctg, chargee):
    Ctg.objects.filter(pk=ctg.pk).update(date_signature=None)
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", DECIDEES), is_page=True)
    connecte(chargee).post(
        reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk]), {"geste": "importer"}
    )
    assert set(FicheAction.objects.values_list("statut", flat=True)) == {"a_preparer", "realisee"}


@pytest.mark.parametrize("dite", ["Logement", "Habitat", "Cadre de vie", "logement et cadre de vie"])
def test_import_plan_detail_knows_a_thematique_by_its_usual_words(ctg, chargee, dite):
    create_thematiques_usuelles(ctg.espace)
    contenu = f"Action;Thématique\r\nOuvrir un lieu;{dite}\r\n".encode()
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", contenu), is_page=True)
    import_plan(membre=Membre.objects.get(espace=ctg.espace, compte=chargee), fichier=fichier)
    assert [theme.nom for theme in FicheAction.objects.get().thematiques.all()] == ["Logement et cadre de vie"]
