"""Write the text of a convention: begin from the usual articles, move, take out, write at two."""

import pytest

from convive.convention.actions.article import (
    SaisieArticle,
    create_article,
    create_articles_usuels,
    delete_article,
    restore_article,
    update_article,
    update_ordre_article,
)
from convive.convention.actions.visa import (
    create_visa,
    delete_visa,
    import_visas_usuels,
    update_annexe,
    update_ordre_visa,
    update_visa,
)
from convive.convention.models import AnnexeConvention, ArticleConvention, ChoixAnnexe, Visa
from convive.convention.rules.articles import MAX_ARTICLES, MAX_VISAS
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.catalogue import list_annexes_usuelles, read_catalogue
from convive.convention.selectors.ctg import get_dossier
from convive.convention.selectors.document import read_texte
from convive.espaces.actions.ecriture import FicheChangee, Saisie
from convive.espaces.selectors.membre import get_membre
from convive.espaces.selectors.texte import count_versions
from convive.journal.models import Geste, Journal
from convive.socle.objets import objets
from tests.convention.factories import CAF, CIVRAY, TODAY, create_avenant_essai, create_texte, get_signataire

pytestmark = pytest.mark.django_db


def _cite(texte: str, url_source: str = "", is_a_verifier: bool = True) -> Saisie:
    return Saisie({"texte": texte, "url_source": url_source, "is_a_verifier": is_a_verifier})


def list_titres(ctg) -> list[str]:
    return list(ArticleConvention.objects.filter(ctg=ctg).presents().order_by("ordre").values_list("titre", flat=True))


def read(ctg, compte, **options):
    membre = get_membre(compte, ctg.espace_id)
    return read_texte(membre, get_dossier(membre, TODAY(), ctg.pk), **options)


def test_usual_articles_come_once_with_their_first_version(ctg, chargee):
    added = create_articles_usuels(by=chargee, ctg=ctg)
    assert added == len(read_catalogue("articles")) == 15
    assert create_articles_usuels(by=chargee, ctg=ctg) == 0
    assert Journal.objects.filter(objet_uuid=ctg.pk, geste=Geste.CREER).count() == 2
    first = ArticleConvention.objects.get(ctg=ctg, cle="preambule")
    assert (first.ordre, first.is_numerote, count_versions(first)) == (1, False, 1)
    a_verifier = [visa.texte for visa in Visa.objects.filter(ctg=ctg) if visa.is_a_verifier]
    assert [texte.split(" de la Caisse")[0].split(" relatif")[0] for texte in a_verifier] == [
        "Vu la circulaire C 2020-01",
        "Vu l’arrêté du 3 octobre 2001",
    ]
    # One that was taken out does not come back by itself; one of another CTG is nothing to this one.
    delete_article(by=chargee, article=first)
    assert create_articles_usuels(by=chargee, ctg=ctg) == 0


def test_text_is_filled_from_the_ctg_and_says_what_is_left(ctg, chargee):
    create_texte(ctg, chargee)
    texte = read(ctg, chargee)
    written = {article.titre: article.texte for article in texte.ecrite.articles}
    assert f"« la Caf » : {CAF}" in written["Préambule"]
    assert "pour une durée de cinq ans" in written["Durée de la convention"]
    assert "dans les conditions de l’article 7" in written["Engagements des signataires"]
    assert "est modifié par une décision du comité de pilotage" in written["Exécution formelle et avenants"]
    assert "Civray" in written["Objet de la convention"]
    assert not any("{{" in article.texte for article in texte.ecrite.articles)
    waited = [(manque.ou, manque.quoi) for manque in texte.manques]
    assert (CIVRAY, "adresse du siège") in waited
    assert ("Article 12 – Fin de la convention", "durée du préavis, en mois") in waited
    assert ("Annexe 1 – Diagnostic partagé", "contenu de cette annexe") in waited
    on_page = read(ctg, chargee, with_apports=False).ecrite.annexes
    assert 6 not in [annexe.numero for annexe in on_page]
    assert not any(ou.startswith("Annexe 6") for ou, _ in waited)


def test_annexe_six_holds_what_each_one_deliberated(ctg, chargee):
    create_avenant_essai(ctg, chargee, date_signature=TODAY(), date_effet=TODAY())
    create_texte(ctg, chargee)
    tables = read(ctg, chargee).ecrite.annexes[5].elements
    assert [table.legende for table in tables] == [
        "Délibérations et signatures, convention",
        "Délibérations et signatures, avenant n° 1",
    ]
    assert tables[0].lignes[0][2].startswith("n° 12, ")


def test_articles_are_moved_and_numbered_again_without_a_version(ctg, chargee):
    articles = create_texte(ctg, chargee)
    objet = articles[1]
    update_ordre_article(by=chargee, article=objet, pas=1)
    assert list_titres(ctg)[:3] == ["Préambule", "Champs d’intervention de la Caf", "Objet de la convention"]
    update_ordre_article(by=chargee, article=articles[0], pas=-1)
    assert list_titres(ctg)[0] == "Préambule"
    assert count_versions(objet) == 1
    ajout = create_article(by=chargee, ctg=ctg, saisie=SaisieArticle("Un ajout", "Texte."), apres=articles[0])
    assert list_titres(ctg)[:2] == ["Préambule", "Un ajout"]
    assert create_article(by=chargee, ctg=ctg, saisie=SaisieArticle("Dernier", "")).ordre == 17
    delete_article(by=chargee, article=ajout)
    delete_article(by=chargee, article=ajout)
    assert "Un ajout" not in list_titres(ctg)
    with pytest.raises(ConventionRefusee, match="retiré"):
        update_ordre_article(by=chargee, article=ajout, pas=1)
    with pytest.raises(ConventionRefusee, match="retiré"):
        update_article(by=chargee, article=ajout, saisie=SaisieArticle("X", "Y"))
    restore_article(by=chargee, article=ajout)
    restore_article(by=chargee, article=ajout)
    assert list_titres(ctg)[1] == "Un ajout"
    gestes = Journal.objects.filter(objet_uuid=ajout.pk).values_list("geste", flat=True)
    assert sorted(gestes) == sorted([Geste.CREER, Geste.SUPPRIMER, Geste.RESTAURER])


def test_there_is_a_limit_to_a_convention(ctg, chargee):
    ArticleConvention.objects.bulk_create(
        ArticleConvention(espace=ctg.espace, ctg=ctg, ordre=rang, titre=f"Article {rang}")
        for rang in range(MAX_ARTICLES)
    )
    with pytest.raises(ConventionRefusee, match="au plus"):
        create_article(by=chargee, ctg=ctg, saisie=SaisieArticle("Un de trop", ""))


def test_an_article_that_is_too_old_saves_nothing(ctg, chargee, directeur):
    article = create_article(by=chargee, ctg=ctg, saisie=SaisieArticle("Durée", "Un.\n\nDeux."))
    sienne, mienne = (SaisieArticle("Durée", texte, version=1) for texte in ("Un !\n\nDeux.", "Un.\n\nDeux !"))
    assert update_article(by=directeur, article=article, saisie=sienne)
    with pytest.raises(FicheChangee):
        update_article(by=chargee, article=article, saisie=mienne)
    article.refresh_from_db()
    assert article.texte == "Un !\n\nDeux."
    versions = count_versions(article)
    update_article(by=chargee, article=article, saisie=SaisieArticle("Durée", article.texte, False, article.version))
    update_article(by=chargee, article=article, saisie=SaisieArticle("Durée", article.texte, False, article.version))
    article.refresh_from_db()
    assert (article.is_numerote, count_versions(article)) == (False, versions)


def test_visas_are_added_checked_moved_and_taken_away(ctg, chargee):
    import_visas_usuels(by=chargee, ctg=ctg)
    import_visas_usuels(by=chargee, ctg=ctg)
    visas = list(Visa.objects.filter(ctg=ctg))
    assert len(visas) == 4
    ajout = create_visa(by=chargee, ctg=ctg, saisie=_cite("Vu la loi"))
    assert ajout.is_a_verifier
    with pytest.raises(ConventionRefusee, match="déjà"):
        create_visa(by=chargee, ctg=ctg, saisie=_cite("vu la LOI"))
    update_ordre_visa(by=chargee, visa=ajout, pas=-1)
    update_ordre_visa(by=chargee, visa=visas[0], pas=-1)
    assert list(Visa.objects.filter(ctg=ctg)) == [*visas[:3], ajout, visas[3]]
    update_visa(by=chargee, visa=ajout, saisie=_cite("Vu une autre loi", "https://exemple.fr/", False))
    ajout.refresh_from_db()
    assert (str(ajout), ajout.is_a_verifier) == ("Vu une autre loi", False)
    delete_visa(by=chargee, visa=ajout)
    delete_visa(by=chargee, visa=ajout)
    with pytest.raises(ConventionRefusee, match="supprimé"):
        update_visa(by=chargee, visa=ajout, saisie=_cite("X"))
    Visa.objects.bulk_create(Visa(ctg=ctg, ordre=9, texte=f"Vu {rang}") for rang in range(MAX_VISAS))
    with pytest.raises(ConventionRefusee, match="au plus"):
        create_visa(by=chargee, ctg=ctg, saisie=_cite("Vu encore"))


@pytest.mark.parametrize(
    ("saisie", "mots"),
    [
        (Saisie({"choix": ChoixAnnexe.SANS_OBJET}), "Sans objet à ce jour."),
        (Saisie({"choix": ChoixAnnexe.A_JOINDRE}), "Document joint séparément à la présente convention."),
        (Saisie({"choix": ChoixAnnexe.TEXTE, "texte": "Un **texte**."}), "Un **texte**."),
        (Saisie({"choix": ChoixAnnexe.TEXTE}), "[à compléter : texte de cette annexe]"),
    ],
)
def test_an_annexe_says_what_was_chosen(ctg, chargee, saisie, mots):
    create_texte(ctg, chargee)
    update_annexe(by=chargee, ctg=ctg, numero=6, saisie=saisie)
    update_annexe(by=chargee, ctg=ctg, numero=6, saisie=saisie)
    assert AnnexeConvention.objects.get(ctg=ctg).version == 1
    [bloc] = read(ctg, chargee).ecrite.annexes[5].elements
    assert bloc.lignes == (mots,)


def test_two_people_do_not_undo_one_another_in_an_annexe(ctg, chargee):
    mien, retrait = {"choix": ChoixAnnexe.TEXTE, "texte": "Le mien."}, {"choix": ChoixAnnexe.SANS_OBJET}
    update_annexe(by=chargee, ctg=ctg, numero=1, saisie=Saisie(mien, 0))
    with pytest.raises(FicheChangee, match="pendant que vous écriviez"):
        update_annexe(by=chargee, ctg=ctg, numero=1, saisie=Saisie(retrait, 0))
    with pytest.raises(ConventionRefusee, match="Choisissez le fichier"):
        update_annexe(by=chargee, ctg=ctg, numero=1, saisie=Saisie({"choix": ChoixAnnexe.PIECE}, 1))
    assert AnnexeConvention.objects.get(ctg=ctg).texte == "Le mien."


def test_articles_are_found_and_named_by_those_who_read_the_ctg(ctg, chargee, elue, etrangere):
    article = create_texte(ctg, chargee)[0]
    type_objet = objets.get("article_convention")
    assert list(type_objet.visible_to(elue).filter(pk=article.pk)) == [article]
    assert not type_objet.visible_to(etrangere).exists()
    assert type_objet.get_url(article).endswith(f"/texte/#article-{article.pk}")
    delete_article(by=chargee, article=article)
    assert not type_objet.visible_to(elue).filter(pk=article.pk).exists()


def test_catalogue_of_articles_names_only_what_exists():
    """Every field of the usual articles is one that the CTG fills."""
    from convive.convention.rules.articles import CHAMP

    cles = {f"article_{row['cle']}" for row in read_catalogue("articles")}
    known = {"nom", "territoire", "caf", "collectivites", "date_debut", "date_fin", "duree", "communes", "thematiques"}
    for row in read_catalogue("articles"):
        assert {nom.strip() for nom in CHAMP.findall(row["texte"])} <= known | cles | {"modification_plan"}
    assert [numero for numero, _ in list_annexes_usuelles()] == [1, 2, 3, 4, 5, 6]


def test_nothing_of_a_signatory_that_waits_is_invented(ctg, chargee):
    signataire = get_signataire(ctg)
    signataire.deliberations.all().delete()
    create_texte(ctg, chargee)
    partie = next(p for p in read(ctg, chargee).ecrite.parties if p.nom == CIVRAY)
    assert partie.deliberation == "conseil municipal, [à compléter : numéro et date de la délibération]"
