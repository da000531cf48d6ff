"""Delete a frozen state, with a reason that the journal keeps."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.actions.gel import delete_gel
from convive.documents.forms.gel import SuppressionGelForm
from convive.documents.permissions import can_delete_gel
from convive.documents.views.gel_acces import PAGE_GELS, get_gel_or_404
from convive.espaces.views.acces import build_contexte, explain_expire


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def gel_delete(request: HttpRequest, espace_uuid: UUID, gel_uuid: UUID) -> HttpResponse:
    membre, gel = get_gel_or_404(request, espace_uuid, gel_uuid, can_delete_gel)
    form = SuppressionGelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        delete_gel(by=membre, gel=gel, motif=form.cleaned_data["motif"])
        return redirect(PAGE_GELS, espace_uuid)
    return render(request, "documents/gel_delete.html", build_contexte(request, membre, PAGE_GELS, gel=gel, form=form))
