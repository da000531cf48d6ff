"""Under `espaces/<uuid>/ctg/`."""

from django.urls import path

from convive.convention.views.annexe_update import annexe_update
from convive.convention.views.article_create import article_create
from convive.convention.views.article_list import article_list
from convive.convention.views.article_update import article_update
from convive.convention.views.avenant_create import avenant_create
from convive.convention.views.avenant_detail import avenant_detail
from convive.convention.views.avenant_list import avenant_list
from convive.convention.views.avenant_update import avenant_update
from convive.convention.views.ctg_create import ctg_create
from convive.convention.views.ctg_delete import ctg_delete
from convive.convention.views.ctg_detail import ctg_detail
from convive.convention.views.ctg_update import ctg_update
from convive.convention.views.deliberation_update import deliberation_update
from convive.convention.views.etat_comparaison import etat_comparaison
from convive.convention.views.jalon_create import jalon_create
from convive.convention.views.jalon_list import jalon_list
from convive.convention.views.jalon_update import jalon_update
from convive.convention.views.plan_externe_create import plan_externe_create
from convive.convention.views.plan_externe_detail import plan_externe_detail
from convive.convention.views.plan_externe_list import plan_externe_list
from convive.convention.views.plan_externe_update import plan_externe_update
from convive.convention.views.reprise_list import reprise_list
from convive.convention.views.signataire_create import signataire_create
from convive.convention.views.signataire_list import signataire_list
from convive.convention.views.signataire_update import signataire_update
from convive.convention.views.suite_create import suite_create
from convive.convention.views.type_jalon_list import type_jalon_list
from convive.convention.views.visa_list import visa_list

app_name = "convention"
CTG = "<uuid:espace_uuid>/ctg/<uuid:ctg_uuid>/"
SIGNATAIRE = f"{CTG}signataires/<uuid:signataire_uuid>/"
urlpatterns = [
    # Without an identifier: the one that people mean by « la CTG ».
    path("<uuid:espace_uuid>/ctg/", ctg_detail, name="ctg_detail"),
    path("<uuid:espace_uuid>/ctg/saisir/", ctg_create, name="ctg_create"),
    path("<uuid:espace_uuid>/ctg/types-de-jalons/", type_jalon_list, name="type_jalon_list"),
    path("<uuid:espace_uuid>/plans-et-schemas/", plan_externe_list, name="plan_externe_list"),
    path("<uuid:espace_uuid>/plans-et-schemas/ajouter/", plan_externe_create, name="plan_externe_create"),
    path("<uuid:espace_uuid>/plans-et-schemas/<uuid:plan_uuid>/", plan_externe_detail, name="plan_externe_detail"),
    path(
        "<uuid:espace_uuid>/plans-et-schemas/<uuid:plan_uuid>/modifier/",
        plan_externe_update,
        name="plan_externe_update",
    ),
    path(CTG, ctg_detail, name="ctg_detail"),
    path(f"{CTG}modifier/", ctg_update, name="ctg_update"),
    path(f"{CTG}supprimer/", ctg_delete, name="ctg_delete"),
    path(f"{CTG}suite/", suite_create, name="suite_create"),
    path(f"{CTG}reprise/", reprise_list, name="reprise_list"),
    path(f"{CTG}texte/", article_list, name="article_list"),
    path(f"{CTG}texte/ajouter/", article_create, name="article_create"),
    path(f"{CTG}texte/etats/", etat_comparaison, name="etat_comparaison"),
    path(f"{CTG}texte/visas/", visa_list, name="visa_list"),
    path(f"{CTG}texte/annexes/<int:numero>/", annexe_update, name="annexe_update"),
    path(f"{CTG}texte/<uuid:article_uuid>/", article_update, name="article_update"),
    path(f"{CTG}jalons/", jalon_list, name="jalon_list"),
    path(f"{CTG}jalons/ajouter/", jalon_create, name="jalon_create"),
    path(f"{CTG}jalons/<uuid:jalon_uuid>/", jalon_update, name="jalon_update"),
    path(f"{CTG}signataires/", signataire_list, name="signataire_list"),
    path(f"{CTG}signataires/ajouter/", signataire_create, name="signataire_create"),
    path(SIGNATAIRE, signataire_update, name="signataire_update"),
    path(f"{SIGNATAIRE}deliberation/", deliberation_update, name="deliberation_update"),
    path(f"{SIGNATAIRE}deliberation/<uuid:avenant_uuid>/", deliberation_update, name="deliberation_update"),
    path(f"{CTG}avenants/", avenant_list, name="avenant_list"),
    path(f"{CTG}avenants/ajouter/", avenant_create, name="avenant_create"),
    path(f"{CTG}avenants/<uuid:avenant_uuid>/", avenant_detail, name="avenant_detail"),
    path(f"{CTG}avenants/<uuid:avenant_uuid>/modifier/", avenant_update, name="avenant_update"),
]
