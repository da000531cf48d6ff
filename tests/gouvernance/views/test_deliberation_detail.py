"""The draft of a délibération, from a decision or from the note that it settled."""

import pytest
from django.urls import reverse

from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentHtml, Famille
from convive.espaces.models import Membre, Thematique
from convive.gouvernance.models import ArbitrageNote, AvisPartenaire, Decision
from tests.gouvernance.factories import create_decision_essai, create_note_essai, in_days
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:deliberation_detail", args=[espace.pk, gouvernance.decision.pk])


def test_each_assembly_has_its_texts_and_those_without_source_say_so(url, chargee, connecte):
    page = connecte(chargee).get(f"{url}?assemblee=conseil_municipal").content.decode()
    assert "L. 2121-29 [à relire par votre service juridique]" in page
    assert "Le conseil municipal" in page
    assert "Approuve l’orientation suivante\xa0: Ouvrir vingt places sur le plateau." in page
    assert "data-copier" in page
    page = connecte(chargee).get(f"{url}?assemblee=conseil_communautaire").content.decode()
    assert "L. 5211-1" in page


def test_the_porteur_of_the_ctg_comes_first(url, ctg, chargee, connecte):
    signataire = ctg.signataires.get(role="porteur")
    page = connecte(chargee).get(url).content.decode()
    assert f'value="{signataire.pk}" selected' in page
    assert signataire.organisation.nom in page


def test_a_note_gives_its_facts_its_views_and_its_estimate(url, espace, gouvernance, chargee, connecte):
    chiffre = {"libelle": "Familles en attente", "valeur": "20", "source": "Guichet", "millesime": "2026"}
    note = create_note_essai(espace, chiffres=[chiffre])
    scenario = note.scenarios.get(titre="L’école")
    scenario.couts, scenario.cout_source, scenario.cout_date = {"2027": 9000}, "la commune", in_days(-9)
    scenario.save()
    AvisPartenaire.objects.create(
        note=note, nom="La Caf", position="reserve", phrase="Entre nous.", date=in_days(-8), recueilli_par="M"
    )
    AvisPartenaire.objects.create(
        note=note,
        scenario=scenario,
        nom="La MSA",
        position="favorable",
        phrase="Oui.",
        date=in_days(-8),
        recueilli_par="M",
    )
    ArbitrageNote.objects.create(
        note=note,
        issue="retenu",
        scenario=scenario,
        pourquoi="Plus tôt",
        date=in_days(-3),
        decision=gouvernance.decision,
    )
    page = connecte(chargee).get(url).content.decode()
    assert "Familles en attente\xa0: 20 (Guichet, 2026)" in page
    assert "(La Caf)" in page
    assert "l’avis favorable au scénario «\xa0L’école\xa0» donné le" in page
    assert "Entre nous." not in page
    assert "estimation\xa0: la commune" in page
    assert "Plus tôt." in page


def test_a_note_that_the_place_does_not_read_gives_nothing(espace, gouvernance, coordinatrice, connecte):
    """A decision between two séances is read by the whole team, its note only by those who see its body."""
    themes = list(Thematique.objects.filter(espace=espace)[:2])
    gouvernance.bureau.thematiques.set(themes[:1])
    Membre.objects.get(espace=espace, compte=coordinatrice).thematiques.set(themes[1:])
    note = create_note_essai(espace, "Une question du bureau\u00a0?", instance=gouvernance.bureau)
    seule = create_decision_essai(espace, "Sans instance, pour tous.")
    ArbitrageNote.objects.create(note=note, issue="melange", pourquoi="Entre nous.", date=in_days(-3), decision=seule)
    url = reverse("gouvernance:deliberation_detail", args=[espace.pk, seule.pk])
    page = connecte(coordinatrice).get(url).content.decode()
    assert "Sans instance, pour tous." in page
    assert "Une question du bureau" not in page
    assert "Entre nous." not in page


def test_the_document_says_the_same_and_an_unknown_choice_is_refused(espace, gouvernance, chargee, etrangere):
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=chargee)
    document = types_documents.get("deliberation_decision")
    assert document.list_choix is not None
    assert str(gouvernance.decision.pk) in dict(document.list_choix(membre))
    contenu = document.build(membre, Famille.TEXTE, f"{gouvernance.decision.pk}.conseil_municipal")
    assert isinstance(contenu, DocumentHtml)
    assert "Résultat du vote" in lis(contenu.corps_html)
    for choix in ("", f"{gouvernance.decision.pk}.autre_chose", f"{espace.pk}.conseil_municipal"):
        with pytest.raises(DocumentInconnu):
            document.build(membre, Famille.TEXTE, choix)


def test_the_votes_of_an_assembly_are_written(espace, gouvernance, chargee, connecte):
    Decision.objects.filter(pk=gouvernance.decision_bureau.pk).update(voix_pour=12, voix_contre=1, voix_abstention=0)
    url = reverse("gouvernance:deliberation_detail", args=[espace.pk, gouvernance.decision_bureau.pk])
    page = connecte(chargee).get(url).content.decode()
    assert "12 | 1 | 0" in page
    assert "Décide ce qui suit" in page
