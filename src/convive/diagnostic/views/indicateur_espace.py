"""What an espace counts and watches by itself: its own indicators, their values, the thresholds, the vintages."""

from typing import Any

from django.http import Http404

from convive.diagnostic.actions.indicateur import (
    close_indicateur,
    create_indicateur,
    delete_mesure,
    record_mesure,
    record_releve,
    reopen_indicateur,
    update_indicateur,
    update_seuil,
)
from convive.diagnostic.exports.propres import build_ligne, build_lignes, build_seuils, build_sources, draw_propre
from convive.diagnostic.forms.indicateur import IndicateurForm, MesureForm
from convive.diagnostic.forms.seuil import SeuilForm
from convive.diagnostic.models.indicateur import IndicateurEspace
from convive.diagnostic.permissions import can_list_indicateurs, can_update_indicateurs
from convive.diagnostic.selectors.propres import LignePropre, get_etat_millesimes, get_propre, list_propres
from convive.diagnostic.selectors.seuils import get_seuil, list_seuils
from convive.diagnostic.views.indicateur import get_fiche_or_404
from convive.diagnostic.views.rubrique import INDICATEURS, PAGE_MILLESIMES, PAGE_PROPRES
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu
from convive.journal.selectors import get_journal_objet
from convive.socle.objets import objets

MAX_LIGNES = 12
DETAIL = "diagnostic:indicateur_espace_detail"

pages = Pages(INDICATEURS, "indicateurs/")
propres = pages.sous("propres/", onglet=PAGE_PROPRES)
propre = propres.objet(
    "<uuid:indicateur_uuid>/",
    get_propre,
    "Cet indicateur n’existe pas, ou vous n’y avez pas accès.",
    nom="propre",
)
millesimes = pages.sous("millesimes/", onglet=PAGE_MILLESIMES)


@propres.lecture("", droit=can_list_indicateurs)
def indicateur_espace_list(page: Page) -> dict[str, Any]:
    archives = page.request.GET.get("archives") == "1"
    contexte = {"lignes": build_lignes(list_propres(page.membre, archives=archives)), "archives": archives}
    return contexte if archives else contexte | {"seuils": build_seuils(list_seuils(page.espace, page.today))}


@propres.ecriture("creer/", droit=can_update_indicateurs, gabarit=FORMULAIRE)
def indicateur_espace_create(page: Page) -> Formulaire:
    """Begin to count something."""
    form = IndicateurForm(page.data, membre=page.membre)
    return Formulaire(
        form,
        lambda: create_indicateur(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Indicateur créé. Écrivez maintenant ses valeurs, année par année.",
        suite=lambda indicateur: page.get_url(DETAIL, indicateur.pk),
        ecran=Ecran(
            titre="Créer un indicateur",
            chapeau="Ce que vous saurez compter de la même façon l’an prochain.",
            qui_voit="les personnes qui écrivent les indicateurs de l’espace.",
            bouton="Créer",
            champs="diagnostic/_indicateur_champs.html",
            retour=("Abandonner", page.get_url(PAGE_PROPRES)),
        ),
    )


@propre.lecture("", droit=can_list_indicateurs)
def indicateur_espace_detail(page: Page, propre: LignePropre) -> dict[str, Any]:
    """Its years, its threshold, who wrote what."""
    contexte = {"ligne": build_ligne(propre), "indicateur": propre.indicateur, "dessin": draw_propre(propre)}
    if can_get_journal(page.membre):
        contexte["journal"] = get_journal_objet(objets.get_reference(propre.indicateur), MAX_LIGNES)
    return contexte


@propre.ecriture("modifier/", droit=can_update_indicateurs, gabarit=FORMULAIRE)
def indicateur_espace_update(page: Page, propre: LignePropre) -> Formulaire:
    """Change what an own indicator says and watches."""
    indicateur = propre.indicateur
    form = IndicateurForm(page.data, membre=page.membre, indicateur=indicateur)
    return Formulaire(
        form,
        lambda: update_indicateur(by=page.compte, indicateur=indicateur, saisie=form.get_saisie()),
        fait="Indicateur enregistré.",
        suite=page.get_url(DETAIL, indicateur.pk),
        ecran=Ecran(
            titre="Modifier un indicateur",
            chapeau=indicateur.libelle,
            qui_voit="les personnes qui écrivent les indicateurs de l’espace.",
            champs="diagnostic/_indicateur_champs.html",
            retour=("Abandonner", page.get_url(DETAIL, indicateur.pk)),
        ),
    )


@propre.ecriture("archiver/", droit=can_update_indicateurs)
def indicateur_espace_close(page: Page, propre: LignePropre) -> Gestes:
    """The page asks before it archives; « rétablir » is the same address, from the card."""
    auteur, indicateur = page.compte, propre.indicateur
    return Gestes(
        {
            "archiver": (
                lambda: close_indicateur(by=auteur, indicateur=indicateur),
                "Indicateur archivé. Ses valeurs restent, parmi les indicateurs archivés.",
            ),
            "retablir": (lambda: reopen_indicateur(by=auteur, indicateur=indicateur), "Indicateur rétabli."),
        },
        suite=page.get_url(DETAIL, indicateur.pk),
        contexte={"indicateur": indicateur},
    )


@propre.ecriture("valeurs/ajouter/", droit=can_update_indicateurs, gabarit=FORMULAIRE)
def mesure_create(page: Page, propre: LignePropre) -> Formulaire:
    """Write the value of a new year."""
    indicateur = propre.indicateur
    form = MesureForm(page.data, initial={"annee": page.today.year - 1, "source": indicateur.source})
    return Formulaire(
        form,
        lambda: _record(page, indicateur, form),
        fait=lambda _: f"Valeur de {form.cleaned_data['annee']} enregistrée.",
        suite=page.get_url(DETAIL, indicateur.pk),
        ecran=Ecran(
            titre="Ajouter une valeur",
            chapeau=f"{indicateur.libelle}, en {indicateur.unite}",
            qui_voit="les personnes qui écrivent les indicateurs de l’espace.",
            champs="diagnostic/_mesure_champs.html",
            retour=("Abandonner", page.get_url(DETAIL, indicateur.pk)),
        ),
    )


def _record(page: Page, indicateur: IndicateurEspace, form: MesureForm) -> bool:
    annee = form.cleaned_data["annee"]
    return record_mesure(by=page.compte, indicateur=indicateur, annee=annee, saisie=form.get_saisie())


@propre.ecriture("valeurs/<int:annee>/", droit=can_update_indicateurs)
def mesure_update(page: Page, propre: LignePropre, annee: int) -> Rendu:
    """Change the value of a year, or take it away; the journal keeps what it was."""
    indicateur = propre.indicateur
    mesure = next((m for m in propre.mesures if m.annee == annee), None)
    if mesure is None:
        raise Http404(f"Cet indicateur n’a pas de valeur en {annee}.")
    suite = page.get_url(DETAIL, indicateur.pk)
    if page.geste == "supprimer":
        delete_mesure(by=page.compte, indicateur=indicateur, annee=annee)
        return page.redirect(suite, f"Valeur de {annee} retirée\u00a0; le journal la garde.")
    form = MesureForm(page.data, mesure=mesure)
    form.fields["annee"].disabled = True
    return Formulaire(
        form,
        lambda: _record(page, indicateur, form),
        fait=f"Valeur de {annee} enregistrée.",
        suite=suite,
        contexte={"indicateur": indicateur, "mesure": mesure},
    )


@pages.ecriture("fiche/<slug:indicateur>/seuil/", droit=can_update_indicateurs)
def seuil_update(page: Page, indicateur: str) -> Formulaire:
    """Watch an indicator of the catalogue: the number past which the espace wants to be told."""
    fiche = get_fiche_or_404(indicateur)
    form = SeuilForm(page.data, fiche=fiche, seuil=get_seuil(page.espace, indicateur))

    def say(_: bool) -> str:
        watched = form.cleaned_data["seuil"] is not None
        return "Le chiffre est surveillé." if watched else "Le chiffre n’est plus surveillé."

    return Formulaire(
        form,
        lambda: update_seuil(by=page.compte, espace=page.espace, indicateur=indicateur, **form.cleaned_data),
        fait=say,
        suite=page.get_url("diagnostic:indicateur_detail", indicateur),
        contexte={"fiche": fiche},
    )


@millesimes.ecriture("", droit=can_list_indicateurs, ecrit=can_update_indicateurs)
def millesime_list(page: Page) -> Formulaire:
    """The vintages of the sources, and what came since the espace noted them."""
    etat = get_etat_millesimes(page.espace)
    return Formulaire(
        None,
        lambda: record_releve(by=page.compte, espace=page.espace),
        fait="Années notées. Les prochaines seront signalées sur l’accueil de l’espace.",
        suite=page.get_url(PAGE_MILLESIMES),
        contexte={"etat": etat, "sources": build_sources(etat)},
    )
