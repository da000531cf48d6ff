"""Words, constats and their evidence, in the miniature country."""

from datetime import date
from decimal import Decimal
from typing import Any

from convive.comptes.models import Compte
from convive.diagnostic.actions.constat import (
    SaisiePreuve,
    attach_preuve,
    create_constat,
    submit_constat,
)
from convive.diagnostic.actions.enjeu import create_enjeu
from convive.diagnostic.actions.note_entretien import create_note_entretien
from convive.diagnostic.actions.parole import create_parole
from convive.diagnostic.actions.vote import build_bulletin, create_tour, record_votes
from convive.diagnostic.models import (
    CadreEntretien,
    CanalParole,
    Consentement,
    Constat,
    Enjeu,
    Fiabilite,
    IndicateurEspace,
    MesureEspace,
    NatureConstat,
    NoteEntretien,
    Parole,
    PublicParole,
    TourVote,
)
from convive.diagnostic.rules.constats import FigureFigee
from convive.espaces.actions.ecriture import Coches, Saisie
from convive.espaces.actions.espace import create_espace
from convive.espaces.models import Espace, Thematique
from tests.espaces.factories import create_compte

FIGURE = FigureFigee(
    libelle="Enfants de moins de trois ans",
    valeur=812.0,
    unite="enfants",
    millesime="2023",
    source="Insee, recensement",
    indicateur="enfants_0_2",
    territoire="Civraisien",
)


def _get_auteur(espace: Espace, by: Compte | None) -> Compte:
    auteur = by or espace.created_by
    assert auteur is not None
    return auteur


def build_portee(thematiques: tuple[Thematique, ...], communes: tuple[str, ...] = ()) -> dict[str, Coches[Any]]:
    return {"thematiques": Coches(frozenset(t.pk for t in thematiques)), "communes": Coches(frozenset(communes))}


def create_parole_essai(
    espace: Espace,
    verbatim: str = "On fait quarante minutes de route pour une place en crèche.",
    *,
    by: Compte | None = None,
    thematiques: tuple[Thematique, ...] = (),
    communes: tuple[str, ...] = (),
    citable: bool = True,
) -> Parole:
    """Words that everyone may read, unless `citable` is false."""
    valeurs = {"verbatim": verbatim, "date_recueil": date(2026, 3, 12), "est_anonyme": citable}
    valeurs |= {"consentement": Consentement.CITER if citable else Consentement.EQUIPE}
    valeurs |= {"canal": CanalParole.ENTRETIEN, "public": PublicParole.HABITANT}
    saisie = Saisie(valeurs, coches=build_portee(thematiques, communes))
    return create_parole(by=_get_auteur(espace, by), espace=espace, saisie=saisie)


def create_entretien_essai(
    espace: Espace,
    texte: str = "– « On refuse dix familles par an. »\nL’équipe tourne à trois au lieu de cinq.",
    *,
    thematiques: tuple[Thematique, ...] = (),
    communes: tuple[str, ...] = (),
    consentement: str = Consentement.CITER,
) -> NoteEntretien:
    valeurs = {"interlocuteur": "Directrice d’une crèche", "texte": texte, "date_entretien": date(2026, 3, 12)}
    valeurs |= {"cadre": CadreEntretien.INDIVIDUEL, "public": PublicParole.PROFESSIONNEL}
    valeurs |= {"consentement": consentement, "est_anonyme": True}
    saisie = Saisie(valeurs, coches=build_portee(thematiques, communes))
    return create_note_entretien(by=_get_auteur(espace, None), espace=espace, saisie=saisie)


def create_constat_essai(
    espace: Espace,
    texte: str = "Une famille sur quatre élève seule ses enfants.",
    *,
    by: Compte | None = None,
    thematiques: tuple[Thematique, ...] = (),
    communes: tuple[str, ...] = (),
    preuves: tuple[SaisiePreuve, ...] = (SaisiePreuve(figure=FIGURE),),
    partage: bool = True,
) -> Constat:
    """Shared, with a figure, unless the test says otherwise."""
    auteur = _get_auteur(espace, by)
    valeurs = {"texte": texte, "nature": NatureConstat.DONNEE, "fiabilite": Fiabilite.A_CONFIRMER}
    saisie = Saisie(valeurs, coches=build_portee(thematiques, communes))
    constat = create_constat(by=auteur, espace=espace, saisie=saisie)
    for preuve in preuves:
        attach_preuve(by=auteur, constat=constat, saisie=preuve)
    if partage:
        submit_constat(by=auteur, constat=constat)
        constat.refresh_from_db()
    return constat


def create_indicateur_essai(espace, libelle: str = "Enfants en attente d’une place", **valeurs):
    """An own indicator; `mesures` gives values by year."""
    mesures = valeurs.pop("mesures", {})
    thematiques = valeurs.pop("thematiques", ())
    indicateur = IndicateurEspace.objects.create(espace=espace, libelle=libelle, **{"unite": "enfants"} | valeurs)
    indicateur.thematiques.set(thematiques)
    for annee, valeur in mesures.items():
        MesureEspace.objects.create(indicateur=indicateur, annee=annee, valeur=Decimal(str(valeur)))
    return indicateur


def create_enjeu_essai(
    espace: Espace,
    libelle: str = "Rapprocher l’accueil du jeune enfant",
    *,
    by: Compte | None = None,
    constats: tuple[Constat, ...] = (),
    thematiques: tuple[Thematique, ...] = (),
) -> Enjeu:
    coches = build_portee(thematiques) | {"constats": Coches(frozenset(c.pk for c in constats))}
    saisie = Saisie({"libelle": libelle}, coches=coches)
    return create_enjeu(by=_get_auteur(espace, by), espace=espace, saisie=saisie)


def create_tour_essai(espace: Espace, cadre: str = "copil", libelle: str = "Comité de juin") -> TourVote:
    return create_tour(by=_get_auteur(espace, None), espace=espace, libelle=libelle, cadre=cadre)


def vote(tour: TourVote, compte: Compte, enjeu: Enjeu, *notes: int | None) -> None:
    """Notes in the order of the criteria; None is a blank."""
    criteres = list(tour.criteres.order_by("ordre"))
    bulletin = build_bulletin(tour, compte)
    by_critere = {critere.pk: note for critere, note in zip(criteres, notes, strict=True)}
    record_votes(tour=tour, enjeu=enjeu, bulletin=bulletin, notes=by_critere)


def create_espace_reel(reference: str) -> Espace:
    """An espace on a real territory, whose first member writes everything."""
    return create_espace(by=create_compte("chargee"), reference=reference)
