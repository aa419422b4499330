"""For the server. Refuses to serve as a role for which row security would not hold."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cfo_site.settings")

from cfo_site import embedded

embedded.export_environment(Path(__file__).resolve().parent.parent)

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from cfo_site.accounts.roles import refuse_to_serve_with_power

refuse_to_serve_with_power()
