import pytest

from convive.diagnostic.actions.chapitre import update_masque_chapitre
from convive.diagnostic.models import Chapitre
from convive.documents.actions.gel import create_gel
from convive.documents.models import Gel
from tests.diagnostic.chapitres import get_chapitre

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/diagnostic/comparer/"


def test_before_anything_is_frozen_there_is_nothing_to_compare(connecte, espace, diagnostic, elue):
    assert "Rien à comparer" in connecte(elue).get(get_url(espace)).content.decode()


def test_two_states_are_compared_chapter_by_chapter(connecte, espace, diagnostic, chargee):
    population = get_chapitre(diagnostic)
    Chapitre.objects.filter(pk=population.pk).update(voyons="Les familles partent.")
    gel = create_gel(by=espace.membres.get(compte=chargee), objet=diagnostic, motif="Présenté au COPIL")
    Chapitre.objects.filter(pk=population.pk).update(voyons="Les familles reviennent.")
    update_masque_chapitre(by=chargee, chapitre=get_chapitre(diagnostic, "afom"), is_masque=True)
    client = connecte(chargee)
    page = client.get(get_url(espace))
    chapitres = {c.titre: c for c in page.context["chapitres"]}
    assert chapitres["La population"].lignes
    assert not chapitres["Enjeux et priorités"].lignes
    assert chapitres["Atouts, faiblesses, opportunités, menaces"].precision == "chapitre retiré"
    assert "reviennent" in page.content.decode()
    # The other way round, what was hidden is what is added.
    cles = {"avant": page.context["apres"].cle, "apres": page.context["avant"].cle}
    inverse = {c.titre: c.precision for c in client.get(get_url(espace), cles).context["chapitres"]}
    assert inverse["Atouts, faiblesses, opportunités, menaces"] == "chapitre ajouté"
    assert client.get(get_url(espace), {"avant": "version_0"}).status_code == 404
    Gel.objects.without_garde().filter(pk=gel.pk).update(contenu="{}")
    assert "n’est plus lisible" in client.get(get_url(espace)).content.decode()
