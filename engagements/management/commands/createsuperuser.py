"""Django's `createsuperuser` with an audit record and notification, since it can be used unobserved."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.utils import timezone

from engagements.actions import officials
from engagements.choices import Role
from engagements.models import Official


class Command(createsuperuser.Command):
    help = "Create an administrator. It is on record, and the other administrators are told by mail."

    def handle(self, *args: Any, **options: Any) -> None:
        known = set(Official.objects.values_list("pk", flat=True))
        super().handle(*args, **options)  # prompts for input, so no transaction is open
        for official in Official.objects.filter(grants__role=Role.ADMINISTRATOR).exclude(pk__in=known):
            officials.record_first(official, at=timezone.now())
