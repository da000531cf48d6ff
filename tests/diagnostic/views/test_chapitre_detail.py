import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.diagnostic.actions.afom import create_element
from convive.diagnostic.models import Chapitre
from tests.diagnostic.chapitres import get_chapitre
from tests.diagnostic.factories import create_constat_essai, create_parole_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(chapitre) -> str:
    return f"/espaces/{chapitre.espace_id}/diagnostic/{chapitre.diagnostic_id}/chapitres/{chapitre.pk}/"


def test_a_chapter_proposes_sentences_until_someone_writes(connecte, diagnostic, chargee, chiffres_base):
    chapitre, client = get_chapitre(diagnostic), connecte(chargee)
    page = client.get(get_url(chapitre)).content.decode()
    assert "Phrase proposée" in page
    assert "Partir de ces phrases" in page
    Chapitre.objects.filter(pk=chapitre.pk).update(voyons="Nous voyons des familles.")
    page = client.get(get_url(chapitre)).content.decode()
    assert "Phrase proposée" not in page
    assert "Nous voyons des familles." in page


def test_figures_keep_their_source_and_their_year(connecte, diagnostic, lectrice, chiffres_base):
    lu = connecte(lectrice).get(get_url(get_chapitre(diagnostic))).context["lu"]
    chiffres = [c for c in lu.contenus if c.nature == "chiffre" and c.valeur]
    assert chiffres
    assert all(c.millesime and c.provenances and c.source != "source pas encore dans Convive" for c in chiffres)
    assert any(c.nature == "illustration" for c in lu.contenus)


def test_sources_are_those_that_chapters_use(connecte, diagnostic, chargee, chiffres_base):
    client, sources = connecte(chargee), get_chapitre(diagnostic, "sources")
    noms = {source.source for source in client.get(get_url(sources)).context["sources"]}
    used = {
        p.source
        for chapitre in Chapitre.objects.filter(diagnostic=diagnostic).exclude(cle="sources")
        for c in client.get(get_url(chapitre)).context["lu"].contenus
        for p in c.provenances
    }
    assert noms == used
    # A chapter that is hidden uses nothing any more.
    Chapitre.objects.exclude(cle="sources").update(is_masque=True)
    assert client.get(get_url(sources)).context["sources"] == []


def test_page_leads_to_the_chapters_around(connecte, diagnostic, chargee):
    page = connecte(chargee).get(get_url(get_chapitre(diagnostic)))
    ouvert = page.context["ouvert"]
    assert (ouvert.rang, ouvert.avant.cle, ouvert.apres.cle) == (2, "territoire", "ressources")


@pytest.mark.parametrize(("cle", "thematique"), [("population", ""), ("thematique", "Enfance"), ("sources", "")])
def test_page_stays_within_its_budget(connecte, espace, diagnostic, chargee, chiffres_base, cle, thematique):
    """Whatever the number of words and constats that it shows."""
    enfance = create_thematique(espace, "Enfance")
    client, url = connecte(chargee), get_url(get_chapitre(diagnostic, cle, thematique))
    counts = []
    for _ in range(2):
        for _ in range(5):
            create_parole_essai(espace, thematiques=(enfance,))
            create_constat_essai(espace, thematiques=(enfance,))
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_a_limited_place_reads_the_common_document_whole_and_not_the_pages_behind(
    connecte, espace, diagnostic, chargee, coordinatrice
):
    petite, jeunesse = create_thematique(espace, "Petite enfance"), create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(petite)
    create_element(by=chargee, thematique=jeunesse, quadrant="menace", texte="Le dernier car part à six heures.")
    create_parole_essai(espace, "Le soir, rien.", thematiques=(jeunesse,))
    create_constat_essai(espace, "Les jeunes partent.", thematiques=(jeunesse,))
    client = connecte(coordinatrice)
    page = client.get(get_url(get_chapitre(diagnostic, "thematique", "Jeunesse"))).text
    assert "Le soir, rien." in page
    assert "Les jeunes partent" in page
    assert "Le dernier car part à six heures." in client.get(get_url(get_chapitre(diagnostic, "afom"))).text
    assert "Les jeunes partent" not in client.get(f"/espaces/{espace.pk}/constats/").text
    assert "Le dernier car" not in client.get(f"/espaces/{espace.pk}/afom/").text
    # Both are what the page of rights says.
    assert (
        "sauf dans le diagnostic, document commun"
        in client.get(reverse("espaces:espace_droits", args=[espace.pk])).text
    )
