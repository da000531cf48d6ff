"""What a body teaches."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
