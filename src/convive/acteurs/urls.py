from django.urls import path

from convive.acteurs.views import imports
from convive.acteurs.views.doublon_list import doublon_list
from convive.acteurs.views.doublon_update import doublon_update
from convive.acteurs.views.echange_create import echange_create
from convive.acteurs.views.echange_delete import echange_delete
from convive.acteurs.views.echange_detail import echange_detail
from convive.acteurs.views.echange_list import echange_list
from convive.acteurs.views.echange_update import echange_update
from convive.acteurs.views.envoi_detail import envoi_detail
from convive.acteurs.views.fonction_create import fonction_create
from convive.acteurs.views.fonction_update import fonction_update
from convive.acteurs.views.groupe_create import groupe_create
from convive.acteurs.views.groupe_delete import groupe_delete
from convive.acteurs.views.groupe_detail import groupe_detail
from convive.acteurs.views.groupe_list import groupe_list
from convive.acteurs.views.groupe_update import groupe_update
from convive.acteurs.views.lettre_create import lettre_create
from convive.acteurs.views.lettre_destinataires import lettre_destinataires
from convive.acteurs.views.lettre_detail import lettre_detail
from convive.acteurs.views.lettre_list import lettre_list
from convive.acteurs.views.lettre_update import lettre_update
from convive.acteurs.views.lien_organisations_list import lien_organisations_list
from convive.acteurs.views.mandat_list import mandat_list
from convive.acteurs.views.manque_list import manque_list
from convive.acteurs.views.opposition_create import opposition_create
from convive.acteurs.views.opposition_list import opposition_list
from convive.acteurs.views.organisation_close import organisation_close
from convive.acteurs.views.organisation_create import organisation_create
from convive.acteurs.views.organisation_detail import organisation_detail
from convive.acteurs.views.organisation_list import organisation_list
from convive.acteurs.views.organisation_update import organisation_update
from convive.acteurs.views.personne_close import personne_close
from convive.acteurs.views.personne_create import personne_create
from convive.acteurs.views.personne_detail import personne_detail
from convive.acteurs.views.personne_list import personne_list
from convive.acteurs.views.personne_update import personne_update
from convive.acteurs.views.poste_close import poste_close
from convive.acteurs.views.poste_comparaison import poste_comparaison
from convive.acteurs.views.poste_create import poste_create
from convive.acteurs.views.poste_detail import poste_detail
from convive.acteurs.views.poste_list import poste_list
from convive.acteurs.views.poste_update import poste_update

app_name = "acteurs"
BASE = "espaces/<uuid:espace_uuid>/acteurs/"
ORGANISATION = f"{BASE}organisations/<uuid:organisation_uuid>/"
PERSONNE = f"{BASE}personnes/<uuid:personne_uuid>/"
GROUPE = f"{BASE}groupes/<uuid:groupe_uuid>/"
ECHANGE = f"{BASE}echanges/<uuid:echange_uuid>/"
LETTRE = f"{BASE}lettres/<uuid:lettre_uuid>/"
POSTE = f"{BASE}postes/<uuid:poste_uuid>/"

urlpatterns = [
    path(BASE, organisation_list, name="organisation_list"),
    path(f"{BASE}organisations/ajouter/", organisation_create, name="organisation_create"),
    path(ORGANISATION, organisation_detail, name="organisation_detail"),
    path(f"{ORGANISATION}modifier/", organisation_update, name="organisation_update"),
    path(f"{ORGANISATION}archiver/", organisation_close, name="organisation_close"),
    path(f"{ORGANISATION}liens/", lien_organisations_list, name="lien_organisations_list"),
    path(f"{BASE}personnes/", personne_list, name="personne_list"),
    path(f"{BASE}personnes/ajouter/", personne_create, name="personne_create"),
    path(PERSONNE, personne_detail, name="personne_detail"),
    path(f"{PERSONNE}modifier/", personne_update, name="personne_update"),
    path(f"{PERSONNE}archiver/", personne_close, name="personne_close"),
    path(f"{BASE}fonctions/ajouter/", fonction_create, name="fonction_create"),
    path(f"{BASE}fonctions/<uuid:fonction_uuid>/", fonction_update, name="fonction_update"),
    path(f"{BASE}echanges/", echange_list, name="echange_list"),
    path(f"{BASE}echanges/noter/", echange_create, name="echange_create"),
    path(ECHANGE, echange_detail, name="echange_detail"),
    path(f"{ECHANGE}modifier/", echange_update, name="echange_update"),
    path(f"{ECHANGE}supprimer/", echange_delete, name="echange_delete"),
    path(f"{BASE}ecrire/", envoi_detail, name="envoi_detail"),
    path(f"{BASE}lettres/", lettre_list, name="lettre_list"),
    path(f"{BASE}lettres/ecrire/", lettre_create, name="lettre_create"),
    path(f"{BASE}lettres/ne-plus-ecrire/", opposition_list, name="opposition_list"),
    path(LETTRE, lettre_detail, name="lettre_detail"),
    path(f"{LETTRE}modifier/", lettre_update, name="lettre_update"),
    path(f"{LETTRE}destinataires/", lettre_destinataires, name="lettre_destinataires"),
    path("lettres/<str:jeton>/ne-plus-recevoir/", opposition_create, name="opposition_create"),
    path(f"{BASE}mandats/", mandat_list, name="mandat_list"),
    path(f"{BASE}groupes/", groupe_list, name="groupe_list"),
    path(f"{BASE}groupes/ajouter/", groupe_create, name="groupe_create"),
    path(GROUPE, groupe_detail, name="groupe_detail"),
    path(f"{GROUPE}modifier/", groupe_update, name="groupe_update"),
    path(f"{GROUPE}supprimer/", groupe_delete, name="groupe_delete"),
    *imports.pages.urls,
    path(f"{BASE}postes/", poste_list, name="poste_list"),
    path(f"{BASE}postes/ajouter/", poste_create, name="poste_create"),
    path(f"{BASE}postes/avant-apres/", poste_comparaison, name="poste_comparaison"),
    path(POSTE, poste_detail, name="poste_detail"),
    path(f"{POSTE}modifier/", poste_update, name="poste_update"),
    path(f"{POSTE}archiver/", poste_close, name="poste_close"),
    path(f"{BASE}qui-manque/", manque_list, name="manque_list"),
    path(f"{BASE}doublons/", doublon_list, name="doublon_list"),
    path(f"{BASE}doublons/<slug:cle>/<uuid:gardee_uuid>/<uuid:autre_uuid>/", doublon_update, name="doublon_update"),
]
