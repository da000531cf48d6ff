"""What somebody does in an organisation, and until when; the mandates to confirm after an election."""

from django.contrib import messages

from convive.acteurs.actions.fonction import create_fonction, delete_fonction, update_fonction
from convive.acteurs.actions.mandat import ReponsesScrutin, validate_mandats
from convive.acteurs.forms.personne import FonctionForm
from convive.acteurs.models import Fonction, Personne
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.selectors.mandat import SuiviMandats, get_suivi_mandats
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.acteurs.selectors.personne import get_fonction, list_choix_personnes
from convive.acteurs.views.rubrique import ACTEURS, PERSONNES
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.formats import nombre_accorde

FICHE, MANDATS = "acteurs:personne_detail", "acteurs:mandat_list"
ABSENTE = "Cette fonction n’existe pas ici, ou vous n’y avez pas accès."
REELU, FINI = "reelu", "fini"

pages = Pages(ACTEURS, "acteurs/", onglet=PERSONNES)
fonction = pages.objet("fonctions/<uuid:fonction_uuid>/", get_fonction, ABSENTE)


@pages.ecriture("fonctions/ajouter/", droit=can_update_acteurs)
def fonction_create(page: Page) -> Formulaire:
    """Say that someone of the directory holds a function in an organisation of the directory."""
    form = FonctionForm(
        page.data,
        organisations=list_choix_organisations(page.membre),
        personnes=list_choix_personnes(page.membre),
        initial={champ: page.request.GET.get(champ, "") for champ in ("personne", "organisation")},
    )

    def save() -> Personne:
        personne = form.get_personne()
        personne.espace = page.espace
        if saisie := form.get_saisie():
            create_fonction(by=page.compte, personne=personne, saisie=saisie)
        return personne

    return Formulaire(form, save, fait="Fonction ajoutée.", suite=lambda personne: page.get_url(FICHE, personne.pk))


@fonction.ecriture("", droit=can_update_acteurs)
def fonction_update(page: Page, fonction: Fonction) -> Rendu:
    """Change a function, give its last day, or take away one that was written by mistake."""
    fiche = page.get_url(FICHE, fonction.personne_id)
    if page.geste == "retirer":
        delete_fonction(by=page.compte, fonction=fonction)
        return page.redirect(fiche, "Fonction retirée.")
    # One that was archived since is still that of this function.
    choix = {organisation.pk: organisation for organisation in list_choix_organisations(page.membre)}
    choix.setdefault(fonction.organisation_id, fonction.organisation)
    form = FonctionForm(page.data, organisations=choix.values(), fonction=fonction)

    def save() -> None:
        if saisie := form.get_saisie():
            update_fonction(by=page.compte, fonction=fonction, saisie=saisie)

    return Formulaire(form, save, fait="Fonction enregistrée.", suite=fiche)


@pages.ecriture("mandats/", droit=can_update_acteurs)
def mandat_list(page: Page) -> Rendu:
    """Mandates to confirm after an election, and functions that are about to end."""
    suivi = get_suivi_mandats(page.membre, page.today)
    if not page.is_envoi or suivi.scrutin is None:
        return {"suivi": suivi}
    reponses = _read_reponses(page, suivi)
    done = validate_mandats(by=page.compte, espace=page.espace, scrutin=suivi.scrutin, reponses=reponses)
    if not done:
        messages.info(page.request, "Rien n’a changé\u00a0: indiquez d’abord ce que vous savez d’un mandat au moins.")
    return page.redirect(
        page.get_url(MANDATS), f"{nombre_accorde(done, 'mandat noté', 'mandats notés')}." if done else ""
    )


def _read_reponses(page: Page, suivi: SuiviMandats) -> ReponsesScrutin:
    """What was said of each mandate; what is not said stays to confirm."""
    said: dict[str, list[Fonction]] = {REELU: [], FINI: []}
    for fonction in suivi.a_confirmer:
        if (reponse := page.request.POST.get(f"suite-{fonction.pk}", "")) in said:
            said[reponse].append(fonction)
    return ReponsesScrutin(tuple(said[REELU]), tuple(said[FINI]))
