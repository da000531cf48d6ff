"""Whoever holds a post and is not in the directory yet: her card is written with the post."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.acteurs.rules.annuaire import MAX_NOM, MAX_SOURCE
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.socle.texte import clean_ligne

SOURCE = "Son employeur"


class NouveauTitulaireForm(FicheForm):
    """Without a name, nobody is added. `proches` are the cards that look like hers: one then says that it is another
    person, or chooses among them."""

    titulaire_prenom = forms.CharField(label="Prénom de la personne", max_length=MAX_NOM, required=False)
    titulaire_nom = forms.CharField(label="Nom de la personne", max_length=MAX_NOM, required=False)
    titulaire_email = forms.EmailField(label="Adresse e-mail professionnelle", required=False)
    titulaire_source = forms.CharField(
        label="D’où viennent ces coordonnées",
        help_text="La loi demande de pouvoir l’indiquer à la personne.",
        max_length=MAX_SOURCE,
        required=False,
        initial=SOURCE,
    )
    titulaire_autre = forms.BooleanField(label="C’est une autre personne\u00a0: l’ajouter", required=False)

    @property
    def is_titulaire_saisi(self) -> bool:
        """Whether its part of the page stays open."""
        champs = ("titulaire_nom", "titulaire_prenom", "titulaire_email")
        return self.is_bound and any(str(self.data.get(champ, "")).strip() for champ in champs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        nom = clean_ligne(cleaned.get("titulaire_nom", ""))
        if self.is_titulaire_saisi and not nom and "titulaire_nom" not in self.errors:
            self.add_error("titulaire_nom", "Écrivez aussi son nom, ou videz les autres cases.")
        if nom and cleaned.get("personne_id"):
            self.add_error("titulaire_nom", "Une personne est déjà choisie dans la liste\u00a0: gardez l’une des deux.")
        return cleaned

    def get_titulaire(self) -> Saisie | None:
        """The card to write, once the form is valid; None when nobody is added."""
        valeurs = self.cleaned_data
        nom = clean_ligne(valeurs["titulaire_nom"])
        if not nom:
            return None
        return Saisie(
            {
                "prenom": clean_ligne(valeurs["titulaire_prenom"]),
                "nom": nom,
                "email": valeurs["titulaire_email"],
                "source": clean_ligne(valeurs["titulaire_source"]) or SOURCE,
                "date_collecte": timezone.localdate(),
            }
        )

    def explain_proches(self, proches: Sequence[Personne]) -> None:
        noms = "\u00a0; ".join(str(personne) for personne in proches)
        self.add_error(
            "titulaire_nom",
            f"L’annuaire a déjà une fiche qui lui ressemble\u00a0: {noms}. Si c’est elle, choisissez-la dans la "
            "liste et videz ce nom. Sinon, cochez la case.",
        )
