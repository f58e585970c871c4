"""The admin as Django knows it: its default site is the one for officials."""

from django.contrib.admin.apps import SimpleAdminConfig


class OfficialsAdminConfig(SimpleAdminConfig):
    """Takes the stock admin's templates, and puts `OfficialsSite` in the place of its site."""

    default_site = "engagements.admin.officials_site.OfficialsSite"
