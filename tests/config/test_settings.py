"""What the environment changes in the settings, each time in a fresh interpreter."""

import json
import os
import subprocess
import sys

from django.conf import settings as reglages


def read_settings(expression: str, **environ: str):
    code = f"import json; from convive.config import settings as s; print(json.dumps({expression}))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environ}, check=False
    )
    return json.loads(result.stdout) if result.returncode == 0 else result.stderr


def test_guard_of_reads_is_last_and_what_writes_is_before():
    noms = [nom.rsplit(".", 1)[1] for nom in reglages.MIDDLEWARE]
    assert noms[-1] == "LectureSeuleMiddleware"
    assert noms.index("SessionMiddleware") < noms.index("AuthenticationMiddleware") < noms.index("AccountMiddleware")


def test_our_pages_come_before_those_of_allauth():
    assert reglages.INSTALLED_APPS.index("convive.comptes") < reglages.INSTALLED_APPS.index("allauth.account")


def test_provider_needs_its_three_variables():
    expression = "[s.OIDC_ACTIF, s.SOCIALACCOUNT_PROVIDERS, s.SECURE_CSP['form-action']]"
    assert read_settings(expression, CONVIVE_OIDC_SERVEUR="https://a.test") == [False, {}, ["'self'"]]


def test_provider_is_allowed_by_the_content_policy():
    expression = "[s.OIDC_ACTIF, s.SECURE_CSP['form-action']]"
    environ = {"CONVIVE_OIDC_SERVEUR": "https://a.test/x", "CONVIVE_OIDC_CLIENT": "c", "CONVIVE_OIDC_SECRET": "s"}
    assert read_settings(expression, **environ) == [True, ["'self'", "https://a.test"]]


def test_server_in_front_is_believed_only_when_told():
    assert read_settings("s.ALLAUTH_TRUSTED_PROXY_COUNT") == 0
    assert read_settings("s.ALLAUTH_TRUSTED_PROXY_COUNT", CONVIVE_PROXY="1") == 1


def test_wrong_mail_address_stops_the_start():
    assert "CONVIVE_EMAIL_URL" in read_settings("1", CONVIVE_EMAIL_URL="courrier.exemple.test")


def test_demo_is_off_unless_asked():
    assert read_settings("s.DEMO", CONVIVE_DEMO="0") is False
    assert read_settings("s.DEMO", CONVIVE_DEMO="1") is True


def test_production_refuses_the_demo():
    environ = {"CONVIVE_PRODUCTION": "1", "CONVIVE_DEMO": "1", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "a.test"}
    assert "CONVIVE_DEMO=1 est refusé" in read_settings("s.DEMO", **environ)


def test_production_refuses_debug():
    environ = {"CONVIVE_PRODUCTION": "1", "DEBUG": "1", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "a.test"}
    assert "DEBUG=1 est refusé" in read_settings("s.DEBUG", **environ)
