"""The forms of « Entre pairs »: a text that seems to contain a name must be confirmed before it is published."""

from typing import Any, ClassVar

from django import forms

from convive.formation.forms.base import FormationForm
from convive.formation.models import Pair
from convive.formation.rules import pairs as regles
from convive.formation.rules.formation import MAX_LONG
from convive.formation.selectors.pairs import CriteresQuestions, get_groupes_themes
from convive.socle.texte import clean_ligne, clean_texte

AUCUN = ("", "aucun en particulier")
TOUS = ("", "tous")


def list_choix_themes() -> list[tuple[str, str]]:
    return [theme for _, themes in get_groupes_themes() for theme in themes]


class SansNomForm(FormationForm):
    """A text that everybody can read. What looks like a name in one of `champs_lus` is shown once (`doute`);
    `quand_meme` means that the author has confirmed."""

    champs_lus: ClassVar[tuple[str, ...]] = ("texte",)
    quand_meme = forms.BooleanField(label="J’ai relu\u00a0: ce n’est pas le nom d’une personne", required=False)
    doute = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for champ in self.champs_lus:
            texte = clean_texte(cleaned.get(champ, ""))
            cleaned[champ] = texte
            if refus := regles.build_refus(texte):
                self.add_error(champ, refus)
            elif not cleaned.get("quand_meme") and (doute := regles.build_doute(texte)):
                self.doute = doute
                self.add_error(champ, doute)
        return cleaned


class QuestionPairForm(SansNomForm):
    champs_lus = ("titre", "texte")
    titre = forms.CharField(label="Votre question, en une phrase", max_length=regles.MAX_TITRE)
    texte = forms.CharField(
        label="Ce qu’il faut savoir pour répondre",
        help_text="La situation, ce que vous avez essayé. Ni famille, ni enfant, ni collègue que l’on reconnaîtrait.",
        max_length=MAX_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    theme = forms.ChoiceField(label="Thème", required=False, choices=lambda: [AUCUN, *get_groupes_themes()])

    def get_valeurs(self) -> dict[str, str]:
        return {
            "titre": clean_ligne(self.cleaned_data["titre"]),
            "texte": self.cleaned_data["texte"],
            "theme": self.cleaned_data["theme"],
        }


class ReponsePairForm(SansNomForm):
    texte = forms.CharField(
        label="Votre réponse",
        help_text="Ce que vous avez fait, ce que cela a donné. Ni nom, ni situation que l’on reconnaîtrait.",
        max_length=MAX_LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class PairForm(FormationForm):
    nom = forms.CharField(
        label="Le nom que les autres verront",
        help_text="Votre prénom suffit.",
        max_length=regles.MAX_NOM,
    )
    organisation = forms.CharField(
        label="Votre organisation", help_text="Si vous voulez la dire.", max_length=regles.MAX_NOM, required=False
    )

    def get_valeurs(self) -> dict[str, Any]:
        return {nom: clean_ligne(self.cleaned_data[nom]) for nom in ("nom", "organisation")}


class EntreePairForm(PairForm):
    accord = forms.BooleanField(
        label="Je n’y écris le nom d’aucune famille, ni rien qui permette de reconnaître quelqu’un",
        error_messages={"required": "Cette promesse est la seule condition pour entrer."},
    )


class ReglagePairForm(PairForm):
    has_courriels = forms.BooleanField(label="M’écrire quand quelqu’un répond à ma question", required=False)

    def __init__(self, data: Any = None, *, pair: Pair) -> None:
        super().__init__(data, initial={nom: getattr(pair, nom) for nom in ("nom", "organisation", "has_courriels")})

    def get_valeurs(self) -> dict[str, Any]:
        return super().get_valeurs() | {"has_courriels": self.cleaned_data["has_courriels"]}


class AidePairForm(FormationForm):
    domaines = forms.MultipleChoiceField(
        label="Je peux aider sur…",
        choices=list_choix_themes,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez un thème au moins."},
    )
    contact = forms.CharField(
        label="Comment me joindre",
        help_text="Une adresse, un numéro, un jour où vous appeler\u00a0: ce que vous voulez bien donner.",
        max_length=regles.MAX_CONTACT,
    )
    accord = forms.BooleanField(
        label="Je suis d’accord pour que les autres pairs lisent mon nom, mon organisation et ce moyen de me joindre",
        error_messages={"required": "Sans votre accord, rien n’est montré."},
    )

    def __init__(self, data: Any = None, *, pair: Pair, proposes: list[str] | None = None) -> None:
        domaines = regles.unpack_domaines(pair.domaines)
        initial = {"domaines": sorted({*domaines, *(proposes or ())}), "contact": pair.contact}
        super().__init__(data, initial=initial)

    def get_valeurs(self) -> dict[str, Any]:
        return {"domaines": self.cleaned_data["domaines"], "contact": clean_ligne(self.cleaned_data["contact"])}


class MotifPairForm(FormationForm):
    motif = forms.CharField(
        label="Pourquoi la masquer",
        help_text="La personne qui l’a écrit le lit. Le journal le garde.",
        max_length=regles.MAX_MOTIF,
    )


class FiltresPairsForm(forms.Form):
    q = forms.CharField(label="Mots", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    theme = forms.ChoiceField(label="Thème", required=False, choices=lambda: [TOUS, *get_groupes_themes()])
    miennes = forms.BooleanField(label="Les miennes", required=False)

    def __init__(self, data: Any, *, with_miennes: bool = True) -> None:
        super().__init__(data)
        if not with_miennes:
            del self.fields["miennes"]

    def get_criteres(self) -> CriteresQuestions:
        """The valid criteria; unknown values are ignored."""
        self.is_valid()
        lues = self.cleaned_data
        return CriteresQuestions(lues.get("q", ""), lues.get("theme", ""), miennes=lues.get("miennes", False))


class ThemePairForm(forms.Form):
    theme = forms.ChoiceField(label="Thème", required=False, choices=lambda: [TOUS, *get_groupes_themes()])
