"""Verification of a receipt: whether a submission is stored as it was sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from engagements.public.forms.tracking import ReceiptForm
from engagements.rules import receipts


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Say whether a reference and a receipt match; nothing of the submission is shown.

    A wrong receipt and an unknown reference give the same response and take the same work.
    """
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    is_checked = form.is_valid()
    fits = is_checked and receipts.verify_receipt(form.cleaned_data["reference"], form.cleaned_data["receipt"])
    return render(request, "public/track/receipt.html", {"form": form, "is_checked": is_checked, "fits": fits})
