"""The forms of an article, of a visa, of an annex."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.convention.actions.article import SaisieArticle
from convive.convention.models import AnnexeConvention, ArticleConvention, ChoixAnnexe, Visa
from convive.convention.rules.articles import MAX_TEXTE_ARTICLE, MAX_TITRE_ARTICLE, MAX_VISA
from convive.documents.models import PieceJointe
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte

AIDE_TEXTE = "Une ligne vide sépare deux paragraphes. En tête de ligne, « - » fait une liste, « # » un intertitre."
A_LA_FIN = "À la fin"


class ArticleForm(FicheForm):
    titre = forms.CharField(label="Titre", max_length=MAX_TITRE_ARTICLE)
    texte = forms.CharField(
        label="Texte",
        help_text=AIDE_TEXTE,
        widget=forms.Textarea(attrs={"rows": 18}),
        max_length=MAX_TEXTE_ARTICLE,
        required=False,
        strip=False,
    )
    is_numerote = forms.BooleanField(
        label="Cet article porte un numéro", help_text="Un préambule n’en porte pas.", required=False, initial=True
    )

    def __init__(self, data: QueryDict | None = None, *, article: ArticleConvention | None = None) -> None:
        initial = _read_article(article) if article else None
        super().__init__(data, fiche=article, initial=initial, use_required_attribute=False)

    def clean_titre(self) -> str:
        return clean_ligne(str(self.cleaned_data["titre"]))

    def clean_texte(self) -> str:
        return clean_texte(str(self.cleaned_data["texte"])).rstrip()

    def get_saisie(self) -> SaisieArticle:
        valeurs = self.cleaned_data
        return SaisieArticle(
            titre=valeurs["titre"],
            texte=valeurs["texte"],
            is_numerote=valeurs["is_numerote"],
            version=valeurs["version"],
            is_fusion=self.is_fusion,
        )


class ArticleCreateForm(ArticleForm):
    apres = forms.ChoiceField(label="Sa place", required=False)

    def __init__(self, data: QueryDict | None = None, *, articles: Sequence[tuple[ArticleConvention, str]]) -> None:
        super().__init__(data)
        self._articles = {str(article.pk): article for article, _ in articles}
        choix = [("", A_LA_FIN), *((str(article.pk), f"Après « {libelle} »") for article, libelle in articles)]
        get_champ_choix(self, "apres").choices = choix

    def get_apres(self) -> ArticleConvention | None:
        return self._articles.get(self.cleaned_data["apres"])


class VisaForm(FicheForm):
    texte = forms.CharField(label="Texte cité", help_text="Il commence par « Vu ».", max_length=MAX_VISA)
    url_source = forms.URLField(
        label="Où le lire",
        help_text="L’adresse d’une page qui le publie.",
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    is_a_verifier = forms.BooleanField(label="Reste à vérifier", required=False)

    def __init__(self, data: QueryDict | None = None, *, visa: Visa | None = None, **options: Any) -> None:
        champs = ("texte", "url_source", "is_a_verifier")
        initial = {champ: getattr(visa, champ) for champ in champs} if visa else {"is_a_verifier": True}
        super().__init__(data, fiche=visa, initial=initial, use_required_attribute=False, **options)

    def clean_texte(self) -> str:
        return clean_ligne(str(self.cleaned_data["texte"])).rstrip(" ;.")

    def get_saisie(self) -> Saisie:
        return self.build_saisie("texte", "url_source", "is_a_verifier")


class AnnexeForm(FicheForm):
    """`version` is 0 when nobody had chosen anything yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    choix = forms.ChoiceField(label="Ce que contient l’annexe", choices=ChoixAnnexe.choices, widget=forms.RadioSelect)
    texte = forms.CharField(
        label="Texte de l’annexe",
        help_text=f"{AIDE_TEXTE} Il est gardé si vous choisissez autre chose.",
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=MAX_TEXTE_ARTICLE,
        required=False,
        strip=False,
    )
    piece = forms.ChoiceField(label="Fichier joint à la CTG", required=False)

    def __init__(
        self, data: QueryDict | None = None, *, annexe: AnnexeConvention, pieces: Iterable[PieceJointe]
    ) -> None:
        initial = {"choix": annexe.choix, "texte": annexe.texte, "piece": str(annexe.piece_id or "")}
        super().__init__(data, fiche=annexe, initial=initial, use_required_attribute=False)
        self._pieces = {str(piece.pk): piece for piece in pieces}
        choix = [("", "Aucun"), *((pk, piece.titre) for pk, piece in self._pieces.items())]
        get_champ_choix(self, "piece").choices = choix

    def clean_texte(self) -> str:
        return clean_texte(str(self.cleaned_data["texte"])).rstrip()

    def get_saisie(self) -> Saisie:
        return self.build_saisie("choix", "texte", piece=self._pieces.get(self.cleaned_data["piece"]))


def _read_article(article: ArticleConvention) -> dict[str, Any]:
    return {champ: getattr(article, champ) for champ in ("version", "titre", "texte", "is_numerote")}
