"""Writing an action in place: section by section, row by row, with a browser that has no script and with htmx."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from convive.diagnostic.models import Constat
from convive.journal.models import Journal
from convive.plan_action.models import (
    BilanAnnuelFiche,
    EtapeFiche,
    FicheAction,
    IndicateurFiche,
    LienFiches,
    LigneBudget,
    PartenaireFiche,
)
from convive.plan_action.rules.sections import SECTIONS
from convive.socle.formats import date_longue
from tests.espaces.ecriture import choose, read_conflits
from tests.personas import get_client
from tests.plan_action.factories import TODAY, create_contact, create_fiche, create_organisation
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def get_url(fiche) -> str:
    return reverse("plan_action:fiche_action_detail", args=[fiche.espace_id, fiche.pk])


def read_form(client, fiche, section: str) -> dict:
    """What a browser would send back, as the section opens."""
    response = client.get(f"{get_url(fiche)}?section={section}")
    assert response.status_code == 200
    form = response.context["edition"].form
    data: dict = {"section": section}
    if hasattr(form, "forms"):
        data[f"{section}-nombre"] = str(form.nombre)
        for ligne in form.forms:
            data |= {champ.html_name: champ.value() for champ in ligne}
    else:
        data |= {champ.html_name: champ.value() for champ in form}
        for liste in form.listes:
            data |= {liste.nom: [str(c.uuid) for c in liste.coches]}
    return {cle: valeur for cle, valeur in data.items() if valeur is not None and valeur is not False}


def post(client, fiche, data, **headers):
    return client.post(get_url(fiche), data, headers=headers)


def test_every_section_opens_and_saves_as_it_is(connecte, plan, chargee):
    """Saving without touching anything changes nothing."""
    fiche, client = fill_fiche(plan, chargee), connecte(chargee)
    version = fiche.version
    for section in SECTIONS:
        response = client.get(f"{get_url(fiche)}?section={section.cle}", headers=HTMX)
        page = response.content.decode()
        assert f'id="section-{section.cle}"' in page
        assert "<h1" not in page
        assert "Visible par" in page
        saved = post(client, fiche, read_form(client, fiche, section.cle))
        assert (section.cle, saved.status_code, saved["Location"]) == (
            section.cle,
            302,
            f"{get_url(fiche)}#section-{section.cle}",
        )
    fiche.refresh_from_db()
    assert fiche.version == version


def test_texts_dates_and_links_are_written(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    constat = Constat.objects.create(espace=fiche.espace, texte="Six familles sur dix", date_partage=TODAY())
    assert (
        post(client, fiche, {**read_form(client, fiche, "description"), "description": "Autre chose."}).status_code
        == 302
    )
    data = read_form(client, fiche, "constat") | {"constat_texte": "Le fait.", "constats": [str(constat.pk)]}
    assert post(client, fiche, data).status_code == 302
    fin = TODAY() + timedelta(days=90)
    assert (
        post(client, fiche, read_form(client, fiche, "calendrier") | {"date_fin": fin.isoformat()}).status_code == 302
    )
    data = read_form(client, fiche, "place") | {"titre": "Créer  trente places", "etiquettes": "Plateau, foncier"}
    assert post(client, fiche, data).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.description, fiche.constat_texte, fiche.titre) == ("Autre chose.", "Le fait.", "Créer trente places")
    assert (fiche.date_fin, fiche.retard_le) == (fin, fin + timedelta(days=1))
    assert list(fiche.constats.all()) == [constat]
    assert sorted(fiche.etiquettes.values_list("nom", flat=True)) == ["Plateau", "foncier"]
    assert fiche.completude == 87  # The description is too short, now.
    gestes = Journal.objects.filter(objet_uuid=fiche.pk).values_list("detail", flat=True)
    assert {detail["section"] for detail in gestes} == {"description", "constat", "calendrier", "place"}


def test_htmx_gives_the_same_body_as_the_whole_page(connecte, plan, chargee):
    fiche, client = fill_fiche(plan, chargee), connecte(chargee)
    data = read_form(client, fiche, "objectifs") | {"objectif_general": "Un accueil à quinze minutes."}
    response = post(client, fiche, data, **HTMX)
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#corps", "innerHTML")
    fragment, page = response.content.decode(), client.get(get_url(fiche)).content.decode()
    assert "Un accueil à quinze minutes." in fragment
    assert 'data-brouillon-clos="' in fragment
    # Apart from what is said of the gesture, and from the key of the forms, it is what one reads by opening the page.
    for block in ("cv-chain", "cv-trio", "cv-rubriques", "cv-coach", "cv-suivi"):
        assert fragment.count(block) == page.count(block)
    assert "<h1" not in fragment


@pytest.mark.parametrize(
    ("section", "saisie", "phrase"),
    [
        ("calendrier", {"date_fin": "2099-01-01"}, "Une action tient dans sa CTG"),
        ("calendrier", {"date_debut": "1999-01-01"}, "Une action tient dans sa CTG"),
        ("calendrier", {"date_debut": "{demain}", "date_fin": "{hier}"}, "avant le début"),
        ("calendrier", {"date_fin": "pas une date"}, "date"),
        ("moyens", {"etp": "51"}, "50"),
        ("moyens", {"etp": "-1"}, "0"),
        ("place", {"titre": "x" * 151}, "150 caractères"),
        ("place", {"titre": " "}, "obligatoire"),
        ("place", {"noeud_id": "pas-un-noeud"}, "Sélectionnez"),
        ("public", {"effectif_vise": "-3"}, "0"),
        ("avancement", {"avancement_saisi": "101"}, "100"),
        ("avancement", {"avancement_saisi": "40", "avancement_note": ""}, "d’où vient ce chiffre"),
        ("description", {"description": "x" * 20_001}, "20000"),
    ],
)
def test_bad_input_is_explained_and_kept(connecte, plan, chargee, section, saisie, phrase):
    fiche, client = plan.complete, connecte(chargee)
    jours = {"{demain}": TODAY() + timedelta(days=1), "{hier}": TODAY() - timedelta(days=1)}
    saisie = {cle: str(jours.get(valeur, valeur)) for cle, valeur in saisie.items()}
    response = post(client, fiche, read_form(client, fiche, section) | saisie)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'role="alert"' in page
    assert phrase in page.replace("\u202f", "").replace("\xa0", " ")
    assert all(valeur.strip()[:60] in page for valeur in saisie.values())
    before = FicheAction.objects.get(pk=fiche.pk)
    assert before.version == fiche.version


def test_two_people_write_the_same_section(plan, chargee, directeur):
    fiche = plan.complete
    mine, hers = get_client(chargee), get_client(directeur)
    mine_form = read_form(mine, fiche, "calendrier") | {"date_fin": (TODAY() + timedelta(days=50)).isoformat()}
    text_form = read_form(mine, fiche, "description") | {"description": "Ma rédaction."}
    other_form = read_form(mine, fiche, "instance") | {"instance_suivi": "COTECH"}
    post(hers, fiche, read_form(hers, fiche, "calendrier") | {"date_fin": (TODAY() + timedelta(days=60)).isoformat()})
    post(hers, fiche, read_form(hers, fiche, "description") | {"description": "Sa rédaction."})
    # The same field: nothing is written over, one chooses.
    answer = post(mine, fiche, mine_form)
    jours = [date_longue(TODAY() + timedelta(days=n)) for n in (50, 60)]
    assert read_conflits(answer) == {"date_fin": tuple(jours)}
    assert post(mine, fiche, choose(answer)).status_code == 302
    # The same passage of a text: what she saved is shown, what I typed stays.
    answer = post(mine, fiche, text_form)
    assert read_conflits(answer) == {"description": ("Ma rédaction.", "Sa rédaction.")}
    assert answer["HX-Retarget"] == "body"
    # Another section: nobody is disturbed.
    assert post(mine, fiche, other_form).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.date_fin, fiche.description) == (TODAY() + timedelta(days=50), "Sa rédaction.")
    assert fiche.instance_suivi == "COTECH"


def test_different_passages_are_joined(plan, chargee, directeur):
    fiche = create_fiche(plan.ctg, description="Un.\n\nDeux.\n\nTrois.")
    mine, hers = get_client(chargee), get_client(directeur)
    form = read_form(mine, fiche, "description") | {"description": "Un de plus.\n\nDeux.\n\nTrois."}
    post(hers, fiche, read_form(hers, fiche, "description") | {"description": "Un.\n\nDeux.\n\nTrois et quatre."})
    post(hers, fiche, read_form(hers, fiche, "objectifs") | {"objectif_general": "Le sien."})
    assert post(mine, fiche, form).status_code == 302
    fiche.refresh_from_db()
    assert fiche.description == "Un de plus.\n\nDeux.\n\nTrois et quatre."
    assert fiche.objectif_general == "Le sien."


def test_search_finds_and_loses_nothing(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    constats = [
        Constat.objects.create(espace=fiche.espace, texte=f"Places au plateau {n}", date_partage=TODAY())
        for n in range(12)
    ]
    Constat.objects.create(espace=fiche.espace, texte="Tout autre chose", date_partage=TODAY())
    data = read_form(client, fiche, "constat") | {
        "constat_texte": "Déjà écrit.",
        "constats": [str(constats[0].pk)],
        "chercher_constats": "autre chose",
        "chercher": "constats",
    }
    page = post(client, fiche, data).content.decode()
    assert "Tout autre chose" in page
    assert "Déjà écrit." in page
    assert f'value="{constats[0].pk}" checked' in page
    assert 'role="alert"><h2' not in page
    found = post(client, fiche, data, **HTMX, **{"HX-Target": "choix-constats"}).content.decode()
    assert found.strip().startswith("{#") is False
    assert 'id="choix-constats"' in found
    assert "<form" not in found
    assert "Places au plateau 5" not in found
    assert fiche.constats.count() == 0


def test_links_of_another_espace_are_refused(connecte, plan, chargee, etrangere):
    fiche, client = plan.complete, connecte(chargee)
    ailleurs = etrangere.membres.get().espace
    autre = Constat.objects.create(espace=ailleurs, texte="Ailleurs", date_partage=TODAY())
    data = read_form(client, fiche, "constat") | {"constats": [str(autre.pk)]}
    post(client, fiche, data)
    assert fiche.constats.count() == 0
    organisation = create_organisation(ailleurs, "Association d’ailleurs")
    data = read_form(client, fiche, "porteur") | {"organisation_porteuse_id": str(organisation.pk)}
    assert "Sélectionnez" in post(client, fiche, data).content.decode()


def test_linked_actions_are_read_from_both_sides(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    other = create_fiche(plan.ctg, "Voisine", statut="validee")
    post(client, fiche, read_form(client, fiche, "liees") | {"fiches_liees": [str(other.pk)]})
    post(client, other, read_form(client, other, "liees") | {"fiches_liees": [str(fiche.pk)]})
    assert LienFiches.objects.count() == 1
    post(client, other, read_form(client, other, "liees") | {"fiches_liees": []})
    assert LienFiches.objects.count() == 0


def test_steps_are_added_changed_and_removed(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    data = read_form(client, fiche, "etapes")
    data |= {"etapes-0-libelle": "Étude", "etapes-0-echeance": (TODAY() - timedelta(days=40)).isoformat()}
    data |= {"etapes-1-libelle": "Travaux", "etapes-1-responsable": "Personne Pilote"}
    assert post(client, fiche, data).status_code == 302
    first, second = EtapeFiche.objects.filter(fiche=fiche).order_by("ordre")
    assert (first.libelle, second.libelle, second.responsable.nom) == ("Étude", "Travaux", "Pilote")
    fiche.refresh_from_db()
    assert (fiche.nb_etapes, fiche.is_en_retard) == (2, True)
    data = read_form(client, fiche, "etapes") | {"etapes-0-faite_le": TODAY().isoformat(), "etapes-1-retirer": "on"}
    assert post(client, fiche, data).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.nb_etapes, fiche.nb_etapes_faites, fiche.avancement) == (1, 1, 100)


def test_one_more_row_loses_nothing(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    data = read_form(client, fiche, "etapes") | {"etapes-0-echeance": "n’importe quoi", "ajouter": "1"}
    answer = post(client, fiche, data)
    page = answer.content.decode()
    assert answer.context["edition"].form.nombre == 3
    assert "n’importe quoi" in page
    assert 'role="alert"><h2' not in page
    assert not EtapeFiche.objects.filter(fiche=fiche).exists()


def test_step_after_the_end_is_refused(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    data = read_form(client, fiche, "etapes")
    data |= {"etapes-0-libelle": "Trop tard", "etapes-0-echeance": (fiche.date_fin + timedelta(days=1)).isoformat()}
    page = post(client, fiche, data).content.decode()
    assert "L’action finit le" in page
    assert "Trop tard" in page
    assert not EtapeFiche.objects.filter(fiche=fiche).exists()


def test_two_people_write_the_same_rows(plan, chargee, directeur):
    fiche = plan.complete
    kept = EtapeFiche.objects.create(fiche=fiche, libelle="Étude", ordre=0)
    gone = EtapeFiche.objects.create(fiche=fiche, libelle="Travaux", ordre=1)
    mine, hers = get_client(chargee), get_client(directeur)
    form = read_form(mine, fiche, "etapes") | {"etapes-0-libelle": "Étude de besoin", "etapes-1-libelle": "Chantier"}
    theirs = read_form(hers, fiche, "etapes") | {"etapes-0-libelle": "Enquête", "etapes-1-retirer": "on"}
    theirs |= {"etapes-2-libelle": "Inauguration"}
    post(hers, fiche, theirs)
    answer = post(mine, fiche, form)
    page = answer.content.decode()
    assert "« Enquête » est enregistré" in page
    assert "a retiré cette ligne" in page
    kept.refresh_from_db()
    assert kept.libelle == "Enquête"
    again = form | {
        champ.html_name: champ.value()
        for ligne in answer.context["edition"].form.forms
        for champ in ligne
        if champ.value() not in (None, False)
    }
    assert post(mine, fiche, again).status_code == 302
    assert sorted(EtapeFiche.objects.filter(fiche=fiche).values_list("libelle", flat=True)) == [
        "Chantier",
        "Inauguration",
        "Étude de besoin",
    ]
    assert not EtapeFiche.objects.filter(pk=gone.pk).exists()


def test_budget_partners_indicators_and_bilans_are_written(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    caf = create_organisation(fiche.espace, "Caf d’essai")
    data = read_form(client, fiche, "budget") | {
        "budget-0-annee": "2027",
        "budget-0-nature": "charge-personnel",
        "budget-0-montant_prevu": "12 500 €",
        "budget-1-annee": "2027",
        "budget-1-nature": "produit-caf_bonus",
        "budget-1-financeur": "Caf d’essai",
        "budget-1-montant_prevu": "10 000,50",
        "budget-1-confirme": "on",
    }
    assert post(client, fiche, data).status_code == 302
    charge, produit = LigneBudget.objects.filter(fiche=fiche).order_by("sens")
    assert (charge.montant_prevu, produit.montant_prevu, produit.financeur) == (12500, Decimal("10000.50"), caf)
    assert "il manque 2 499,50" in client.get(get_url(fiche)).content.decode().replace("\u202f", " ").replace(
        "\xa0", " "
    )
    data = read_form(client, fiche, "partenaires") | {
        "partenaires-0-organisation": "Caf d’essai",
        "partenaires-0-confirme": "oui",
    }
    assert post(client, fiche, data).status_code == 302
    assert PartenaireFiche.objects.get(fiche=fiche).confirme is True
    data = read_form(client, fiche, "indicateurs") | {
        "indicateurs-0-libelle": "Places",
        "indicateurs-0-valeurs": "2025 : 12 ; 2026 : 15,5",
    }
    assert post(client, fiche, data).status_code == 302
    assert list(IndicateurFiche.objects.get(fiche=fiche).valeurs.values_list("annee", "valeur")) == [
        (2025, 12),
        (2026, Decimal("15.5")),
    ]
    data = read_form(client, fiche, "bilan") | {"bilan-0-annee": "2025", "bilan-0-freins": "Le foncier."}
    assert post(client, fiche, data).status_code == 302
    assert BilanAnnuelFiche.objects.get(fiche=fiche).freins == "Le foncier."


@pytest.mark.parametrize(
    ("section", "saisie", "phrase"),
    [
        ("budget", {"nature": "charge-achats", "montant_prevu": "-5"}, "pas négatif"),
        ("budget", {"nature": "charge-achats", "montant_prevu": "beaucoup"}, "Écrivez un nombre"),
        ("budget", {"nature": "charge-achats", "montant_prevu": "99999999999999"}, "vérifiez les zéros"),
        ("budget", {"nature": "charge-achats", "confirme": "on"}, "ne se signe pas"),
        ("budget", {"montant_prevu": "10"}, "obligatoire"),
        ("partenaires", {"organisation": "Inconnue au bataillon"}, "pas dans l’annuaire"),
        ("indicateurs", {"libelle": "Places", "valeurs": "douze"}, "n’est pas lisible"),
        ("indicateurs", {"libelle": "Places", "valeurs": "2025 : 1 ; 2025 : 2"}, "deux fois"),
        ("indicateurs", {"unite": "places"}, "Indiquez ce qu’il mesure"),
        ("indicateurs", {"libelle": "Couverture", "unite": "%", "cible": "450"}, "n’est pas une part"),
        ("indicateurs", {"libelle": "Couverture", "unite": "%", "reference": "-120"}, "n’est pas une part"),
        ("indicateurs", {"libelle": "Couverture", "unite": "%", "valeurs": "2025 : 450"}, "n’est pas une part"),
        ("bilan", {"annee": "2025"}, "Une ligne suffit"),
        ("risques", {"parade": "Un repli"}, "obligatoire"),
    ],
)
def test_bad_rows_are_explained_and_kept(connecte, plan, chargee, section, saisie, phrase):
    fiche, client = plan.complete, connecte(chargee)
    data = read_form(client, fiche, section) | {f"{section}-0-{champ}": valeur for champ, valeur in saisie.items()}
    response = post(client, fiche, data)
    assert response.status_code == 200
    assert phrase in response.content.decode()
    fiche.refresh_from_db()
    assert fiche.version == 1


@pytest.mark.parametrize("nom", ["conseillere_caf", "partenaire", "elue", "lectrice"])
def test_who_only_reads_writes_nothing(nom, request, connecte, plan):
    client = connecte(request.getfixturevalue(nom))
    assert "edition-description" not in client.get(f"{get_url(plan.complete)}?section=description").content.decode()
    assert post(client, plan.complete, {"section": "description", "description": "x"}).status_code == 403


def test_partner_writes_the_actions_of_its_organisation_only(connecte, plan, partenaire):
    create_contact(create_organisation(plan.ctg.espace, "Les Petits Pas"), partenaire)
    mine = create_fiche(
        plan.ctg, "La nôtre", organisation_porteuse=create_organisation(plan.ctg.espace, "Les Petits Pas")
    )
    client = connecte(partenaire)
    assert post(client, mine, read_form(client, mine, "description") | {"description": "À nous."}).status_code == 302
    assert post(client, plan.complete, {"section": "description", "description": "x"}).status_code == 403
    assert client.get(get_url(plan.brouillon)).status_code == 404


def test_unknown_section_is_not_found(connecte, plan, chargee):
    assert post(connecte(chargee), plan.complete, {"section": "nulle_part"}).status_code == 404
    assert connecte(chargee).get(f"{get_url(plan.complete)}?section=nulle_part").status_code == 200


def test_title_of_an_indicator_is_not_said_optional(connecte, plan, chargee):
    page = connecte(chargee).get(f"{get_url(plan.complete)}?section=indicateurs").content.decode()
    assert ">Intitulé</label>" in page
