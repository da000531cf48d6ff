"""Write the articles of a convention: begin from the usual ones, add, change, move, take out, bring back.

Every action writes the journal and keeps the CTG for the time of its transaction: two people who move articles never
undo one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.actions.verrou import lock_ctg
from convive.convention.actions.visa import create_visas_usuels
from convive.convention.models import ArticleConvention, Ctg
from convive.convention.rules.articles import MAX_ARTICLES, fill_a_completer
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.catalogue import list_articles_usuels
from convive.espaces.actions.ecriture import Saisie, update_fiche
from convive.espaces.actions.trace import record
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieArticle:
    """What a form holds; `version` and `is_fusion` as for a note."""

    titre: str
    texte: str
    is_numerote: bool = True
    version: int | None = None
    is_fusion: bool = False


@transaction.atomic
def create_articles_usuels(*, by: Compte, ctg: Ctg) -> int:
    """Give a convention the usual articles that it has never had, and its usual visas when it has none; how many
    articles. The same again adds nothing."""
    ctg = lock_ctg(ctg)
    added = add_articles_usuels(ctg, by)
    visas = create_visas_usuels(ctg)
    if added or visas:
        record(by, Geste.CREER, ctg, ctg.espace, articles=added, visas=visas)
    return added


def add_articles_usuels(ctg: Ctg, by: Compte | None, remplace: Mapping[str, str] | None = None) -> int:
    """Inside the transaction of the action that calls, which keeps the CTG and leaves the trace.

    `remplace` gives, for what is left to write, the words that are known already.
    """
    known = list(ArticleConvention.objects.filter(ctg=ctg).values_list("cle", "ordre"))
    cles, rang = {cle for cle, _ in known}, max((ordre for _, ordre in known), default=0)
    rows = [row for row in list_articles_usuels(timezone.localdate()) if row["cle"] not in cles]
    for row in rows:
        rang += 1
        ArticleConvention.objects.create(
            espace=ctg.espace,
            ctg=ctg,
            cle=row["cle"],
            ordre=rang,
            titre=row["titre"],
            texte=fill_a_completer(row["texte"].strip(), remplace or {}),
            is_numerote=row["numerote"],
            created_by=by,
            updated_by=by,
        )
    return len(rows)


@transaction.atomic
def create_article(
    *, by: Compte, ctg: Ctg, saisie: SaisieArticle, apres: ArticleConvention | None = None
) -> ArticleConvention:
    """Add an article after another one, or at the end. Raise ConventionRefusee when there are too many."""
    ctg = lock_ctg(ctg)
    presents = _list_presents(ctg)
    if len(presents) >= MAX_ARTICLES:
        raise ConventionRefusee(f"Une convention a {MAX_ARTICLES} articles au plus : réunissez-en deux.")
    article = ArticleConvention(
        espace=ctg.espace,
        ctg=ctg,
        ordre=0,
        titre=saisie.titre,
        texte=saisie.texte,
        is_numerote=saisie.is_numerote,
        created_by=by,
        updated_by=by,
    )
    pks = [present.pk for present in presents]
    place = pks.index(apres.pk) + 1 if apres is not None and apres.pk in pks else len(presents)
    presents.insert(place, article)
    article.ordre = place + 1
    article.save()
    _renumber(presents)
    record(by, Geste.CREER, article, ctg.espace, ctg=str(ctg))
    return article


@transaction.atomic
def update_article(*, by: Compte, article: ArticleConvention, saisie: SaisieArticle) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile, ConventionRefusee when the article was taken out.
    """
    lock_ctg(article.ctg)
    current = ArticleConvention.objects.select_for_update().filter(pk=article.pk).first()
    if current is None or current.date_retrait is not None:
        raise ConventionRefusee("Cet article vient d’être retiré de la convention.")
    valeurs = {"titre": saisie.titre, "texte": saisie.texte, "is_numerote": saisie.is_numerote}
    return update_fiche(current, Saisie(valeurs, saisie.version, is_fusion=saisie.is_fusion), by=by)


@transaction.atomic
def update_ordre_article(*, by: Compte, article: ArticleConvention, pas: int) -> None:
    """Move an article one place up (-1) or down (1); at the end of the list nothing happens."""
    ctg = lock_ctg(article.ctg)
    presents = _list_presents(ctg)
    pks = [present.pk for present in presents]
    if article.pk not in pks:
        raise ConventionRefusee("Cet article vient d’être retiré de la convention.")
    place = pks.index(article.pk)
    if not 0 <= place + pas < len(presents):
        return
    presents.insert(place + pas, presents.pop(place))
    _renumber(presents)
    record(by, Geste.MODIFIER, article, ctg.espace, place=place + pas + 1)


@transaction.atomic
def delete_article(*, by: Compte, article: ArticleConvention) -> None:
    """Take an article out of the convention; its text and its versions stay. Twice changes nothing."""
    ctg = lock_ctg(article.ctg)
    if ArticleConvention.objects.filter(pk=article.pk, date_retrait__isnull=True).update(date_retrait=timezone.now()):
        record(by, Geste.SUPPRIMER, article, ctg.espace)


@transaction.atomic
def restore_article(*, by: Compte, article: ArticleConvention) -> None:
    """Bring an article back where it was, as near as can be."""
    ctg = lock_ctg(article.ctg)
    if ArticleConvention.objects.filter(pk=article.pk, date_retrait__isnull=False).update(date_retrait=None):
        record(by, Geste.RESTAURER, article, ctg.espace)


def _list_presents(ctg: Ctg) -> list[ArticleConvention]:
    return list(ArticleConvention.objects.filter(ctg=ctg).presents().order_by("ordre", "uuid"))


def _renumber(articles: list[ArticleConvention]) -> None:
    """Give each its rank: an order is no part of the text, so it makes no version."""
    for rang, article in enumerate(articles, start=1):
        if article.ordre != rang:
            ArticleConvention.objects.filter(pk=article.pk).update(ordre=rang)
