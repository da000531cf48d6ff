import pytest

from convive.convention.actions.article import SaisieArticle, update_article
from convive.convention.actions.avenant import reopen_avenant, sign_avenant
from convive.convention.actions.ctg import sign_ctg
from convive.convention.exports import CLE_CONVENTION
from convive.convention.models import ArticleConvention
from convive.convention.rules.avenants import Nature
from convive.documents.models import Gel
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import Famille
from convive.espaces.selectors.membre import get_membre
from tests.convention.factories import (
    CIVRAY,
    TODAY,
    create_avenant_essai,
    create_ctg_essai,
    create_projet,
    create_texte,
    get_fin,
    get_signataire,
)

pytestmark = pytest.mark.django_db


def get_url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/etats/"


def change(ctg, by, cle: str, texte: str) -> None:
    article = ArticleConvention.objects.get(ctg=ctg, cle=cle)
    update_article(by=by, article=article, saisie=SaisieArticle(article.titre, texte, version=article.version))


def test_text_is_kept_when_the_signature_is_noted(connecte, espace, chargee, elue, django_assert_max_num_queries):
    projet = create_projet(espace, chargee)
    client = connecte(elue)
    page = client.get(get_url(projet)).content.decode()
    assert "Aucune version gardée" in page
    assert "Garder la version" not in page
    create_texte(projet, chargee)
    sign_ctg(by=chargee, ctg=projet, date_signature=TODAY())
    sign_ctg(by=chargee, ctg=projet, date_signature=TODAY())
    gel = Gel.objects.get()
    assert gel.motif.startswith("Signature de la convention, le ")
    assert gel.auteur_nom == str(chargee)
    change(projet, chargee, "communication", "Les signataires décident ensemble de tout.")
    client.get(get_url(projet))
    with django_assert_max_num_queries(15) as one:
        page = client.get(get_url(projet)).content.decode()
    assert "1\u00a0état gardé" in page
    assert "Article 8 – Communication" in page
    assert "1\u00a0article ou annexe change, " in page
    assert "[ajouté\u00a0: </span>tout" in page
    same = client.get(get_url(projet), {"de": gel.pk, "vers": gel.pk}).content.decode()
    assert "Rien ne change d’une version à l’autre" in same
    back = client.get(get_url(projet), {"de": "aujourdhui", "vers": gel.pk}).content.decode()
    assert "[supprimé\u00a0: </span>tout" in back
    Gel.objects.without_garde().filter(pk=gel.pk).update(contenu="{}")
    assert "illisible" in client.get(get_url(projet)).content.decode()
    assert len(one) <= 15


def test_text_is_kept_again_at_each_avenant(connecte, ctg, chargee):
    create_texte(ctg, chargee)
    fin = get_fin().replace(year=get_fin().year + 1)
    avenant = create_avenant_essai(ctg, chargee, Nature.PROROGATION, nouvelle_fin=fin)
    sign_avenant(by=chargee, avenant=avenant, date_signature=TODAY())
    reopen_avenant(by=chargee, avenant=avenant)
    retrait = create_avenant_essai(
        ctg, chargee, Nature.RETRAIT, sortant=get_signataire(ctg), date_effet=TODAY(), date_signature=TODAY()
    )
    motifs = set(Gel.objects.values_list("motif", flat=True))
    assert {motif.split(",")[0] for motif in motifs} == {
        "Signature de l’avenant n° 1",
        f"Signature de l’avenant n° {retrait.numero}",
    }
    first = next(gel for gel in Gel.objects.all() if "n° 1," in gel.motif)
    page = connecte(chargee).get(get_url(ctg), {"de": first.pk, "vers": "aujourdhui"}).content.decode()
    assert "Garder la version d’aujourd’hui" in page
    assert "Dernier jour" in page
    assert f"[retiré\u00a0: </span>{CIVRAY}" in page


def test_a_ctg_without_text_keeps_nothing(espace, chargee):
    projet = create_projet(espace, chargee)
    sign_ctg(by=chargee, ctg=projet, date_signature=TODAY())
    assert not Gel.objects.exists()


def test_document_of_a_kept_state_says_the_same_words_whatever_happens(espace, ctg, chargee, elue, etrangere):
    create_texte(ctg, chargee)
    create_avenant_essai(ctg, chargee, date_effet=TODAY(), date_signature=TODAY())
    gel, document, place = Gel.objects.get(), types_documents.get(CLE_CONVENTION), get_membre(elue, espace.pk)
    choix = dict(document.list_choix(place))
    assert list(choix) == [str(ctg.pk), str(gel.pk)]
    first = document.build(place, Famille.TEXTE, str(gel.pk))
    assert gel.empreinte_courte in first.corps_html
    change(ctg, chargee, "duree", "Un texte tout autre.")
    espace.nom = "Un autre nom"
    espace.save()
    again = document.build(get_membre(elue, espace.pk), Famille.TEXTE, str(gel.pk))
    assert (again.corps_html, again.metadonnees) == (first.corps_html, first.metadonnees)
    assert "Un texte tout autre." in document.build(place, Famille.TEXTE, str(ctg.pk)).corps_html
    Gel.objects.without_garde().filter(pk=gel.pk).update(motif="Autre chose")
    assert "la vérification de cette version a échoué" in document.build(place, Famille.TEXTE, str(gel.pk)).corps_html
    Gel.objects.without_garde().filter(pk=gel.pk).update(contenu="[]")
    for inconnu in (str(gel.pk), "", "x", str(create_ctg_essai(espace, chargee, nom="Vide").pk)):
        with pytest.raises(DocumentInconnu):
            document.build(place, Famille.TEXTE, inconnu)


def test_text_is_frozen_by_hand_from_its_page(connecte, ctg, chargee, elue):
    create_texte(ctg, chargee)
    client = connecte(chargee)
    page = client.get(get_url(ctg)).content.decode()
    href = next(part.split('"')[0] for part in page.split('href="') if f"ctg/{ctg.pk}/" in part and "fig" in part)
    shown = client.get(href)
    assert "Article 1 – Objet de la convention" in shown.content.decode()
    form = shown.context["form"]
    saisie = {"motif": "Adopté en comité de pilotage", "vue": form["vue"].value(), "uuid": form["uuid"].value()}
    assert client.post(href, saisie).status_code == 302
    assert Gel.objects.get().motif == "Adopté en comité de pilotage"
    assert connecte(elue).get(href).status_code == 403
