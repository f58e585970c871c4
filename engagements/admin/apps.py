"""App configuration that makes `OfficialsSite` the default admin site."""

from django.contrib.admin.apps import SimpleAdminConfig


class OfficialsAdminConfig(SimpleAdminConfig):
    """Keeps the stock admin's app, templates included, and replaces its site with `OfficialsSite`."""

    default_site = "engagements.admin.officials_site.OfficialsSite"
