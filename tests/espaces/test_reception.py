"""The mark that a page puts in what it sends, and that comes back once the thing is done."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from convive.ui.reception import ReceptionMiddleware

MARQUE = "6e5c1d0e-1111-4222-8333-444455556666"


def answer(rf, response: HttpResponse, recu: str = f"a.{MARQUE}", methode: str = "post") -> str | None:
    request = getattr(rf, methode)("/", headers={"cookie": f"recu={recu}"})
    cookie = ReceptionMiddleware(lambda _: response)(request).cookies.get("recu")
    return cookie and cookie.value


def test_a_form_that_leads_further_gives_its_mark_back(rf):
    assert answer(rf, HttpResponseRedirect("/espaces/")) == f"r.{MARQUE}"


def test_a_form_to_correct_a_session_that_is_over_and_a_page_do_not(rf):
    assert answer(rf, HttpResponse(status=422)) is None
    assert answer(rf, HttpResponseRedirect(f"{reverse('account_login')}?next=/espaces/")) is None
    assert answer(rf, HttpResponseRedirect("/espaces/"), methode="get") is None
    assert answer(rf, HttpResponseRedirect("/espaces/"), recu="a.<script>") is None


def test_a_file_gives_the_mark_back(rf):
    assert answer(rf, HttpResponse(headers={"Content-Disposition": "attachment"}), methode="get") == f"r.{MARQUE}"
