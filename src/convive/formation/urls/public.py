"""Without an account and without a key: programme sheets, requests, verification of a code."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
