"""The text of the conventions of the demonstration: complete but for what is left on purpose, one state kept intact."""

import pytest
from django.utils import timezone

from convive.config.demo.selectors import get_espace_demo, get_recit_demo
from convive.convention.models import Ctg
from convive.convention.selectors.ctg import get_dossier
from convive.convention.selectors.document import read_texte
from convive.convention.selectors.etat import compare_etats_textes, get_etat, list_etats_figes
from convive.documents.rules.gel import Verdict
from convive.documents.sceau import get_verdict
from convive.espaces.selectors.membre import get_membre
from tests.config.test_demo import get_persona

pytestmark = pytest.mark.django_db


def test_conventions_of_the_demonstration_have_their_text(demo):
    espace = get_espace_demo()
    membre = get_membre(get_persona("elue"), espace.pk)
    waited = {}
    for ctg in Ctg.objects.filter(espace=espace, articles__isnull=False).distinct():
        texte = read_texte(membre, get_dossier(membre, timezone.localdate(), ctg.pk))
        assert len(texte.ecrite.articles) == 15
        assert "'" not in "".join(article.texte for article in texte.ecrite.articles)
        waited[ctg.nom] = [manque.ou for manque in texte.manques]
    assert set(waited) == {ligne["nom"] for ligne in get_recit_demo().read("textes")["conventions"]}
    assert waited["CTG 2024-2028"] == ["Article 13 – Règlement des différends et recours", "Annexe 5 – Évaluation"]


def test_the_signed_state_of_the_demonstration_is_intact_and_differs_from_today(demo):
    espace = get_espace_demo()
    membre = get_membre(get_persona("elue"), espace.pk)
    ctg = Ctg.objects.get(espace=espace, nom="CTG 2024-2028")
    dossier = get_dossier(membre, timezone.localdate(), ctg.pk)
    [gel] = gels = list_etats_figes(ctg)
    assert get_verdict(gel) is Verdict.INTACT
    signe, today = get_etat(membre, dossier, gels, gel.pk), get_etat(membre, dossier, gels, None)
    assert signe is not None
    assert today is not None
    comparaison = compare_etats_textes(signe, today)
    assert "Article 6 – Modalités de collaboration" in [texte.libelle for texte in comparaison.textes]
    assert len(comparaison.parties.ajoutes) == 1
