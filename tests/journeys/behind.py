"""What happens on a site behind the pages that a journey walks."""

from tests.site import Site

ARRIVE = """
from django.utils import timezone
from engagements.models import Consultation
from tests import factories
to = Consultation.objects.get(slug="march-2025-start-up-and-msme-sessions")
for number in range({number}):
    factories.submission(to, at=timezone.now(), venture="Sonar {tag}", summary=f"Hydrophones of {tag} {{number}}")
"""


def play(site: Site, act: str, **words: object) -> None:
    """Let something happen on the site that no page of this journey shows."""
    site.manage("shell", "--no-imports", "-c", act.format(**words))


def submissions_arrive(site: Site, number: int, *, tag: str) -> None:
    """Let a venture named after a tag send so many submissions, which nobody is in charge of."""
    play(site, ARRIVE, tag=tag, number=number)
