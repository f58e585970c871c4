"""The addresses of the public pages."""

from django.urls import path
from django.http import Http404
def status(request, reference): raise Http404
app_name = "public"
urlpatterns = [path("s/<reference>/", status, name="status")]
