"""Counters against floods: they never shut anybody out, they tell when to look twice."""

from datetime import UTC, datetime
from hashlib import sha256
from hmac import new as keyed
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db.models import F

from engagements.models import AddressCount

# Submissions from one network within an hour above which they are held for a person to look at. Incubators, colleges
# and mobile operators share one address among hundreds of ventures, so the limit is generous.
PER_HOUR = 120
IPV4_BLOCK, IPV6_BLOCK = 24, 48


def is_flood(address: str, *, at: datetime) -> bool:
    """Count one submission from an address's network; return whether the hour's limit is passed.

    Two statements, whatever the traffic. The network is kept as a keyed digest only.
    """
    window = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    counter, _is_new = AddressCount.objects.get_or_create(block_digest=_block_digest(address), window_start=window)
    AddressCount.objects.filter(pk=counter.pk).update(count=F("count") + 1)
    return counter.count >= PER_HOUR


def _block_digest(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return keyed(settings.SECRET_KEY.encode(), b"unknown", sha256).hexdigest()
    size = IPV4_BLOCK if parsed.version == 4 else IPV6_BLOCK
    block = ip_network((parsed, size), strict=False)
    return keyed(settings.SECRET_KEY.encode(), str(block).encode(), sha256).hexdigest()
