"""The votes on the enjeux: the criteria, the rounds, and the ballots, filled on a phone or copied from paper."""

from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404

from convive.diagnostic.actions.vote import (
    Bulletin,
    build_bulletin,
    build_bulletin_papier,
    close_tour,
    create_tour,
    record_votes,
    update_criteres,
)
from convive.diagnostic.forms.enjeu import CriteresForm, NotesForm, PapierForm, TourForm
from convive.diagnostic.models import Enjeu, TourVote
from convive.diagnostic.permissions import can_create_vote, can_decide_enjeux, can_list_enjeux
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.diagnostic.selectors.enjeu import (
    count_bulletins,
    get_tour_ouvert,
    list_criteres,
    list_enjeux_a_noter,
    list_tours,
    read_bulletin,
)
from convive.diagnostic.views.rubrique import (
    ENJEUX,
    PAGE_CRITERES,
    PAGE_ENJEUX,
    PAGE_VOTER,
    PAGE_VOTES,
    peut_decider,
)
from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.formulaires import explain_refus

SEL_PAPIER = "convive.diagnostic.bulletin"

pages = Pages(ENJEUX, "enjeux/")
criteres = pages.sous("criteres/", onglet=PAGE_CRITERES)
votes = pages.sous("votes/", onglet=PAGE_VOTES)
bulletins = pages.sous("voter/", onglet=PAGE_VOTER)


@criteres.ecriture("", droit=can_list_enjeux, ecrit=can_decide_enjeux)
def critere_list(page: Page) -> Formulaire:
    """With which enjeux are scored, and their weights; those who may, change them here."""
    lus = list_criteres(page.espace)
    form = CriteresForm(page.data, criteres=lus)
    return Formulaire(
        form,
        lambda: update_criteres(by=page.compte, espace=page.espace, saisies=form.list_saisies()),
        fait="Les critères sont enregistrés\u00a0: ils serviront au prochain vote.",
        suite=page.get_url(PAGE_CRITERES),
        contexte={"criteres": lus, "peut_decider": peut_decider(page)},
    )


@votes.ecriture("", droit=can_list_enjeux, ecrit=can_decide_enjeux)
def tour_vote_list(page: Page) -> Rendu:
    """Open a vote, close it, copy the ballots filled on paper."""
    tours = list_tours(page.membre)
    ouvert = next((tour for tour in tours if tour.is_ouvert), None)
    form = TourForm(page.data if page.geste == "ouvrir" else None)
    data = page.data if page.geste == "papier" else None
    papier = PapierForm(data, is_anonyme=ouvert is None or ouvert.is_anonyme)
    try:
        if suite := _submit(page, ouvert, form, papier):
            return page.redirect(*suite)
    except DiagnosticRefuse as refus:
        # While a vote is open, the form that opens another one is not shown.
        if form.is_bound and ouvert is None:
            explain_refus(form, refus)
        else:
            messages.error(page.request, str(refus))
    counts = count_bulletins(tours)
    return {
        "form": form,
        "papier": papier,
        "ouvert": ouvert,
        "tours": [(tour, counts.get(tour.pk, 0)) for tour in tours],
        "peut_decider": peut_decider(page),
    }


def _submit(page: Page, ouvert: TourVote | None, form: TourForm, papier: PapierForm) -> tuple[str, str] | None:
    """Where to go once the gesture is done, and the sentence that says it; None when there is nothing to do."""
    ici, geste = page.get_url(PAGE_VOTES), page.geste
    if geste == "ouvrir" and form.is_valid():
        create_tour(by=page.compte, espace=page.espace, **form.cleaned_data)
        return ici, "Le vote est ouvert\u00a0: les élu·es le trouvent sous «\u00a0Voter\u00a0»."
    if geste == "clore" and ouvert is not None:
        close_tour(by=page.compte, tour=ouvert)
        return ici, "Le vote est clos\u00a0: ses résultats sont visibles de tous."
    if geste == "papier" and ouvert is not None and papier.is_valid():
        bulletin = build_bulletin_papier(ouvert, papier.cleaned_data.get("nom", ""))
        jeton = signing.dumps([str(ouvert.pk), bulletin.cle, bulletin.nom], salt=SEL_PAPIER)
        return f"{page.get_url(PAGE_VOTER)}?bulletin={jeton}", ""
    return None


def _can_vote(membre: Membre) -> bool:
    """Whoever votes, and whoever copies the ballots filled on paper."""
    return can_create_vote(membre) or can_decide_enjeux(membre)


# Without an identifier: the first enjeu that is left to note.
@bulletins.ecriture("", "<uuid:enjeu_uuid>/", droit=_can_vote)
def vote_create(page: Page, enjeu_uuid: UUID | None = None) -> Rendu:
    """Note the enjeux, one on each screen: on a phone, by an élu·e; or from a ballot filled on paper."""
    tour, enjeux = get_tour_ouvert(page.membre), list_enjeux_a_noter(page.membre)
    bulletin = _read_bulletin(page, tour) if tour else None
    if tour is None or bulletin is None or not enjeux:
        return {"tour": tour, "enjeu": None}
    notes, lus = read_bulletin(tour, bulletin.cle), list(tour.criteres.all())
    enjeu = _choose(enjeux, enjeu_uuid, notes, len(lus))
    form = NotesForm(page.data, criteres=lus, notes=notes.get(enjeu.pk, {}))
    rang = enjeux.index(enjeu)
    is_dernier = rang + 1 == len(enjeux)
    fin = "Vous avez vu tous les enjeux. Vous pouvez modifier vos notes jusqu’à la clôture du vote."
    return Formulaire(
        form,
        lambda: record_votes(tour=tour, enjeu=enjeu, bulletin=bulletin, notes=form.get_notes()),
        fait=fin if is_dernier else "",
        suite=page.get_url(PAGE_ENJEUX) if is_dernier else _get_url(page, enjeux[rang + 1]),
        contexte={
            "tour": tour,
            "enjeu": enjeu,
            "bulletin": bulletin,
            "rang": rang + 1,
            "total": len(enjeux),
            "precedent": _get_url(page, enjeux[rang - 1]) if rang else "",
            "faits": sum(len(notes.get(row.pk, {})) == len(lus) for row in enjeux),
            "adresse": _get_url(page, enjeu),
        },
    )


def _read_bulletin(page: Page, tour: TourVote) -> Bulletin | None:
    """That of the page for a ballot on paper, else that of the member; None for whoever does not vote."""
    if jeton := page.request.GET.get("bulletin", ""):
        try:
            tour_uuid, cle, nom = signing.loads(jeton, salt=SEL_PAPIER)
        except signing.BadSignature:
            raise Http404("Ce bulletin n’existe pas.") from None
        if not can_decide_enjeux(page.membre) or tour_uuid != str(tour.pk):
            raise Http404("Ce bulletin n’est pas de ce vote.")
        return Bulletin(cle, None, nom)
    return build_bulletin(tour, page.compte) if can_create_vote(page.membre) else None


def _choose(enjeux: list[Enjeu], uuid: UUID | None, notes: dict[UUID, dict[object, int]], total: int) -> Enjeu:
    """The one of the address; without one, the first that is not complete."""
    if uuid is not None:
        found = next((enjeu for enjeu in enjeux if enjeu.pk == uuid), None)
        if found is None:
            raise Http404("Cet enjeu n’est pas à noter.")
        return found
    return next((enjeu for enjeu in enjeux if len(notes.get(enjeu.pk, {})) < total), enjeux[0])


def _get_url(page: Page, enjeu: Enjeu) -> str:
    jeton = page.request.GET.get("bulletin", "")
    url = page.get_url(PAGE_VOTER, enjeu.pk)
    return f"{url}?bulletin={jeton}" if jeton else url
