"""Entry point of the application server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from convive.config.base_donnees import keep_base_ouverte, refuse_creation
from convive.socle.processus import watch_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
if os.environ.get("CONVIVE_SERVI_PAR"):
    watch_parent()
    base_ouverte = keep_base_ouverte(settings.DATABASES["default"])
    refuse_creation(settings.DATABASES["default"])
application = get_wsgi_application()
