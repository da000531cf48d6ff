"""Where the tour starts, and starts again."""

import pytest
from django.urls import reverse

from convive.documents.registre import types_documents
from convive.documents.rules import DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.gouvernance.models import VisiteElu
from convive.gouvernance.rules.visite import Etape
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db


def test_it_starts_then_resumes_where_one_was(espace, elue, chargee, connecte):
    url = reverse("gouvernance:visite_detail", args=[espace.pk])
    page = connecte(elue).get(url).content.decode()
    assert "Commencer" in page
    assert all(etape.libelle in page for etape in Etape)
    VisiteElu.objects.create(compte=elue, espace=espace, etape="le-plan")
    assert "Reprendre\xa0: Le plan d’actions" in connecte(elue).get(url).content.decode()
    assert "Commencer" in connecte(chargee).get(url).content.decode()


def test_the_kit_has_every_screen(espace, gouvernance, ctg, elue):
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=elue)
    contenu = types_documents.get("kit_elu").build(membre, Famille.TEXTE, "")
    assert isinstance(contenu, DocumentHtml)
    assert all(etape.libelle in lis(contenu.corps_html) for etape in Etape)
    assert gouvernance.decision.libelle in lis(contenu.corps_html)
