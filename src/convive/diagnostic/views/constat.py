"""The constats of an espace: on each card, the figure and the words that it rests on, who agrees, what is missing."""

from typing import Any

from django.http import Http404

from convive.diagnostic.actions.constat import (
    SaisiePreuve,
    attach_preuve,
    create_constat,
    detach_preuve,
    reopen_constat,
    submit_constat,
    update_constat,
)
from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.exports.departs import Depart, build_depart
from convive.diagnostic.exports.figures import list_figures
from convive.diagnostic.forms.constat import (
    ConstatForm,
    FigureConnueForm,
    FigureSaisieForm,
    FiltresConstatsForm,
    ObservationForm,
)
from convive.diagnostic.models import Constat, NatureConstat
from convive.diagnostic.permissions import can_create_avis, can_list_constats, can_update_constats
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.diagnostic.selectors.constat import (
    build_carte,
    get_constat,
    get_constat_nu,
    get_noms_perimetre,
    list_choix_paroles,
    list_constats,
    list_pieces_posees,
    list_pieces_visibles,
)
from convive.diagnostic.selectors.element import list_thematiques
from convive.diagnostic.selectors.enjeu import list_enjeux_constat
from convive.diagnostic.selectors.parole import get_parole
from convive.diagnostic.views.parole import PAROLE_ABSENTE
from convive.diagnostic.views.rubrique import CONSTATS, PAGE_CONSTATS
from convive.documents.permissions import can_list_pieces_internes
from convive.documents.selectors.piece import list_pieces_objet
from convive.espaces.views.ecran import SUPPRESSION, Ecran
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

PROUVE = "Constat enregistré, avec ce qui le prouve."
A_PROUVER = "Constat enregistré. Il reste à ajouter une preuve."
CONSTAT_ABSENT = "Ce constat n’existe pas, ou vous n’y avez pas accès."

pages = Pages(CONSTATS, "constats/")
constat = pages.objet("<uuid:constat_uuid>/", get_constat, CONSTAT_ABSENT)
# Without what its card shows.
constat_nu = pages.objet("<uuid:constat_uuid>/", get_constat_nu, CONSTAT_ABSENT)


@pages.lecture("", droit=can_list_constats)
def constat_list(page: Page) -> dict[str, Any]:
    membre, demande = page.membre, page.request.GET
    noms = get_noms_perimetre(membre)
    form = FiltresConstatsForm(
        demande, thematiques=list_thematiques(membre), communes=noms, peut_ecrire=can_update_constats(membre)
    )
    criteres = form.get_criteres()
    liste, cartes = list_constats(membre, criteres, demande.get("page", ""), noms)
    return {
        "form": form,
        "liste": liste,
        "cartes": cartes,
        "is_filtree": not criteres.is_vide,
        "parametres": build_parametres(demande),
    }


@pages.ecriture("ecrire/", droit=can_update_constats)
def constat_create(page: Page) -> Formulaire:
    """From nothing, or from a figure of the indicators, which it then keeps as evidence."""
    depart = _get_depart(page)
    figures = depart.figures if depart else ()
    form = ConstatForm(page.data, membre=page.membre, depart=_get_initial(depart))
    suite = "diagnostic:constat_detail" if figures else "diagnostic:preuve_create"
    return Formulaire(
        form,
        lambda: create_constat(by=page.compte, espace=page.espace, saisie=form.get_saisie(), figures=figures),
        fait=PROUVE if figures else A_PROUVER,
        suite=lambda constat: page.get_url(suite, constat.pk),
        contexte={"depart": depart},
        brouillon="nouveau-constat",
    )


def _get_depart(page: Page) -> Depart | None:
    """The figure that the address names: it is read again, never taken from the form."""
    identifiant = page.request.GET.get("indicateur", "")
    if not identifiant:
        return None
    demande = page.request.GET
    return build_depart(
        page.membre, identifiant, demande.get("depuis", ""), page.today, territoire=demande.get("territoire", "")
    )


def _get_initial(depart: Depart | None) -> dict[str, Any] | None:
    if depart is None:
        return None
    return {
        "texte": depart.texte,
        "precision": depart.precision,
        "thematiques": depart.thematiques,
        "nature": NatureConstat.DONNEE,
    }


@constat.ecriture("", droit=can_list_constats, ecrit=can_update_constats)
def constat_detail(page: Page, constat: Constat) -> Gestes:
    """What it rests on, who agrees, what is still missing; and its gestures."""
    membre, auteur = page.membre, page.compte
    carte = build_carte(constat, get_noms_perimetre(membre) if constat.communes else {})
    return Gestes(
        {
            "partager": (
                lambda: submit_constat(by=auteur, constat=constat),
                "Le constat est partagé\u00a0: les partenaires peuvent se prononcer.",
            ),
            "reprendre": (
                lambda: reopen_constat(by=auteur, constat=constat),
                "Le constat est redevenu un brouillon de l’équipe.",
            ),
            "retirer": (lambda: _detach(page, constat), "La preuve est retirée de ce constat."),
        },
        suite=page.get_url("diagnostic:constat_detail", constat.pk),
        contexte={
            "carte": carte,
            "pieces_visibles": list_pieces_visibles(membre, carte.documents),
            "enjeux": list_enjeux_constat(membre, constat),
            "peut_repondre": constat.is_partage and can_create_avis(membre) and not page.espace.is_expire,
        },
    )


def _detach(page: Page, constat: Constat) -> None:
    preuve = parse_uuid(page.request.POST.get("preuve", ""))
    if preuve is None:
        raise DiagnosticRefuse("Choisissez la preuve à retirer.")
    detach_preuve(by=page.compte, constat=constat, preuve=preuve)


@constat.ecriture("modifier/", droit=can_update_constats)
def constat_update(page: Page, constat: Constat) -> Formulaire:
    """Change the sentence of a constat, or whom it concerns."""
    form = ConstatForm(page.data, membre=page.membre, constat=constat)
    return Formulaire(
        form,
        lambda: update_constat(by=page.compte, constat=constat, saisie=form.get_saisie()),
        fait="Constat enregistré.",
        suite=page.get_url("diagnostic:constat_detail", constat.pk),
        contexte={"avis": constat.avis.all()},
        brouillon="constat",
    )


@constat.ecriture("supprimer/", droit=can_update_constats, gabarit=SUPPRESSION)
def constat_delete(page: Page, constat: Constat) -> Formulaire:
    return Formulaire(
        None,
        lambda: delete_fiche(by=page.compte, fiche=constat),
        fait="Le constat est dans la corbeille du diagnostic.",
        suite=page.get_url(PAGE_CONSTATS),
        ecran=Ecran(
            titre="Supprimer ce constat\u00a0?",
            chapeau=constat.texte,
            qui_voit="l’équipe de coopération.",
            texte="Il part dans la corbeille du diagnostic, avec ses preuves et les avis des partenaires, "
            "d’où on le rétablit.",
            bouton="Supprimer le constat",
            retour=("Le garder", page.get_url("diagnostic:constat_detail", constat.pk)),
        ),
    )


@constat_nu.ecriture("preuves/ajouter/", droit=can_update_constats)
def preuve_create(page: Page, constat: Constat) -> Rendu:
    """Lay a piece of evidence beside a constat: a figure, words, a document, what someone saw."""
    sorte, erreur = page.request.POST.get("sorte", ""), ""
    forms = _build_forms(page, constat, sorte)
    saisie = _read_preuve(page, constat, forms) if page.is_envoi else None
    if saisie is not None:
        try:
            attach_preuve(by=page.compte, constat=constat, saisie=saisie)
        except DiagnosticRefuse as refus:
            erreur = str(refus)
        else:
            suite = page.get_url("diagnostic:constat_detail", constat.pk)
            return page.redirect(f"{suite}#preuves", "La preuve est ajoutée.")
    choix = _build_choix(page, constat)
    return {"sorte": sorte, "erreur": erreur, **choix, **{f"form_{nom}": form for nom, form in forms.items()}}


def _build_forms(page: Page, constat: Constat, sorte: str) -> dict[str, Any]:
    def get_data(nom: str) -> Any:
        return page.data if sorte == nom else None

    noms = [thematique.nom for thematique in constat.thematiques.all()]
    figures = list_figures(page.membre, noms, page.today)
    choisie = page.request.GET.get("indicateur", "")
    return {
        # An indicator leads here with its name: it is chosen already.
        "chiffre": FigureConnueForm(get_data("chiffre"), figures=figures, choisie=choisie),
        "saisie": FigureSaisieForm(get_data("saisie")),
        "observation": ObservationForm(get_data("observation")),
    }


def _build_choix(page: Page, constat: Constat) -> dict[str, Any]:
    q = page.request.GET.get("q", "")
    pieces = list_pieces_objet(constat, with_internes=can_list_pieces_internes(page.membre))
    used = list_pieces_posees(constat) if pieces else frozenset()
    paroles = list_choix_paroles(page.membre, constat, q)
    return {"paroles": paroles, "q": q, "pieces": [piece for piece in pieces if piece.pk not in used]}


def _read_preuve(page: Page, constat: Constat, forms: dict[str, Any]) -> SaisiePreuve | None:
    """What was chosen; None when there is something to correct."""
    sorte, choix = page.request.POST.get("sorte", ""), parse_uuid(page.request.POST.get("choix", ""))
    if sorte in forms:
        form = forms[sorte]
        return form.get_saisie() if form.is_valid() else None
    if sorte == "parole" and choix:
        parole = get_parole(page.membre, choix)
        if parole is None:
            raise Http404(PAROLE_ABSENTE)
        return SaisiePreuve(parole=parole)
    if sorte == "document" and choix:
        pieces = list_pieces_objet(constat, with_internes=can_list_pieces_internes(page.membre))
        piece = next((piece for piece in pieces if piece.pk == choix), None)
        return SaisiePreuve(piece=piece) if piece else None
    return None
