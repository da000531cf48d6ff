"""Enter a CTG on one page."""

from datetime import timedelta

import pytest

from convive.acteurs.models import Organisation
from convive.convention.models import Ctg, Deliberation, OrganeDeliberant, RoleSignataire, Signataire
from convive.espaces.models import Espace
from tests.convention.factories import CAF, EPCI, TODAY, create_ctg_essai, get_debut, get_fin

pytestmark = pytest.mark.django_db
SIGNATURE = str(get_debut() - timedelta(days=20))


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/ctg/saisir/"


def build_saisie(**champs: str) -> dict[str, str]:
    """What a chargée types in five minutes: two dates, three names."""
    saisie = {"lignes": "3", "version": "1", "date_debut": str(get_debut()), "date_signature": SIGNATURE}
    saisie |= {"plan_modifiable_par": "copil"}
    for rang, nom in enumerate(("CC du Civraisien", "Caf de la Vienne", "Mairie de Civray")):
        role = RoleSignataire.PORTEUR if rang == 0 else RoleSignataire.CO_SIGNATAIRE
        saisie |= {f"signataire-{rang}-organisation": nom, f"signataire-{rang}-role": role}
    return saisie | champs


def test_ctg_create_enters_an_existing_ctg_with_three_signatories(connecte, espace, url, chargee):
    response = connecte(chargee).post(url, build_saisie(), follow=True)
    ctg = Ctg.objects.get()
    assert response.redirect_chain == [(f"/espaces/{espace.pk}/ctg/{ctg.pk}/", 302)]
    # Five years, a name, and for each the assembly of its type.
    assert (ctg.date_fin, ctg.communes) == (get_fin(), [])
    assert {s.organisation.nom: s.organe_deliberant for s in Signataire.objects.select_related("organisation")} == {
        "CC du Civraisien": OrganeDeliberant.CONSEIL_COMMUNAUTAIRE,
        "Caf de la Vienne": OrganeDeliberant.CONSEIL_ADMINISTRATION_CAF,
        "Mairie de Civray": OrganeDeliberant.CONSEIL_MUNICIPAL,
    }
    assert Deliberation.objects.filter(date_signature=SIGNATURE).count() == 3
    assert f"« {ctg} » est enregistrée." in response.content.decode()


def test_ctg_create_finds_organisations_of_the_directory_however_they_are_spelled(connecte, espace, url, chargee):
    epci = Organisation.objects.create(espace=espace, nom="CC du Civraisien", type="epci")
    Organisation.objects.create(espace=espace, nom="Mairie de Civray", type="commune", sigle="MC")
    page = connecte(chargee).get(url).content.decode()
    # The only EPCI of the directory is proposed, and all its names.
    assert 'value="CC du Civraisien" list="organisations-connues"' in page
    assert '<option value="Mairie de Civray">' in page
    noms = {"signataire-0-organisation": "cc du  civraisien", "signataire-2-organisation": "mc"}
    connecte(chargee).post(url, build_saisie(**noms))
    assert Signataire.objects.filter(organisation=epci).exists()
    assert Organisation.objects.filter(espace=espace).count() == 3


def test_ctg_create_proposes_the_intercommunality_that_the_espace_is(connecte, espace, url, chargee):
    premier = 'name="signataire-0-organisation" value="CC du Civraisien en Poitou"'
    assert premier in connecte(chargee).get(url).text
    # Without one of its communes, it is not that intercommunality any more.
    perimetre = espace.perimetres.get().perimetre
    perimetre.communes.remove(perimetre.communes.first())
    assert premier not in connecte(chargee).get(url).text


def test_ctg_create_adds_a_line_and_keeps_what_was_typed(connecte, url, chargee):
    response = connecte(chargee).post(url, build_saisie(geste="ligne", date_debut="", nom="Ma CTG"))
    page = response.content.decode()
    assert page.count('<legend class="cv-label-text">Signataire ') == 4
    assert 'value="Mairie de Civray"' in page
    assert 'value="Ma CTG"' in page
    assert "à corriger" not in page
    assert not Ctg.objects.exists()


@pytest.mark.parametrize(
    ("champs", "mots"),
    [
        ({"date_debut": ""}, "obligatoire"),
        ({"date_fin": str(get_debut() - timedelta(days=1))}, "avant d’avoir commencé"),
        ({"date_signature": str(TODAY() + timedelta(days=9))}, "est à venir"),
        ({"date_debut": "31/31/2024"}, "date valide"),
        ({"signataire-1-organisation": "Les Tilleuls"}, "son nom ne dit pas ce qu’elle est"),
        ({"signataire-1-organisation": "cc du civraisien"}, "déjà plus haut"),
        ({"signataire-1-organisation": "", "signataire-1-representant_nom": "Une personne"}, "obligatoire"),
        ({"signataire-1-date": str(TODAY() + timedelta(days=9))}, "est à venir"),
        ({"signataire-1-role": "roi"}, "choix"),
        ({"communes": "99999"}, "choix"),
    ],
)
def test_ctg_create_says_what_is_wrong_and_loses_nothing(connecte, espace, url, chargee, champs, mots):
    response = connecte(chargee).post(url, build_saisie(**champs))
    page = response.content.decode()
    assert response.status_code == 200
    assert mots in page
    assert 'value="Mairie de Civray"' in page
    assert (Ctg.objects.count(), Organisation.objects.filter(espace=espace).count()) == (0, 0)


def test_ctg_create_asks_which_of_two_namesakes(connecte, espace, url, chargee):
    for kind in ("commune", "ccas"):
        Organisation.objects.create(espace=espace, nom="Mairie de Civray", type=kind)
    page = connecte(chargee).post(url, build_saisie()).content.decode()
    assert "2 organisations de ce nom" in page
    connecte(chargee).post(url, build_saisie(**{"signataire-2-type": "ccas"}))
    assert Signataire.objects.filter(organisation__type="ccas").exists()


def test_ctg_create_takes_any_number_of_lines_and_no_more(connecte, url, chargee):
    for lignes, expected in (("0", 1), ("9999", 40), ("x", 3)):
        response = connecte(chargee).post(url, {"lignes": lignes})
        assert len(response.context["lignes"].forms) == expected


def test_ctg_create_follows_the_current_one_and_refuses_a_second(connecte, espace, url, chargee):
    ctg = create_ctg_essai(espace, chargee)
    assert f'<option value="{ctg.pk}" selected>' in connecte(chargee).get(url).content.decode()
    noms = {"signataire-0-organisation": EPCI, "signataire-1-organisation": CAF}
    page = connecte(chargee).post(url, build_saisie(**noms)).content.decode()
    assert "L’espace a déjà une" in page
    suite = {**noms, "date_debut": f"{get_fin().year + 1}-01-01", "date_signature": "", "ctg_precedente": str(ctg.pk)}
    connecte(chargee).post(url, build_saisie(**suite))
    assert Ctg.objects.get(ctg_precedente=ctg).date_fin.year == get_fin().year + 5


def test_ctg_create_is_refused_once_the_espace_is_over(connecte, espace, url, chargee):
    Espace.objects.filter(pk=espace.pk).update(expire_le=TODAY() - timedelta(days=1))
    assert connecte(chargee).post(url, build_saisie()).status_code == 403


def test_ctg_create_goes_back_to_the_page_that_asked_for_it(connecte, espace, url, chargee):
    client, retour = connecte(chargee), f"/espaces/{espace.pk}/plan/imports/"
    page = client.get(f"{url}?retour={retour}").content.decode()
    assert f'value="{retour}"' in page
    assert client.post(url, build_saisie(retour=retour)).url == retour


def test_ctg_create_goes_back_nowhere_else(connecte, espace, url, chargee):
    """Only within this espace: an address is something that anybody may write."""
    reponse = connecte(chargee).post(url, build_saisie(retour="https://exemple.fr/"))
    assert reponse.url == f"/espaces/{espace.pk}/ctg/{Ctg.objects.get().pk}/"
