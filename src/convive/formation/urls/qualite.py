"""Quality and practice territories."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
