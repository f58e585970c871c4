"""URLs of the policy pages and their CSV exports."""

from django.urls import path

from engagements.policy.views.challenges import challenges
from engagements.policy.views.exports import challenges_csv, overview_csv, submissions_csv, ventures_csv
from engagements.policy.views.overview import overview_page
from engagements.policy.views.submissions import submissions
from engagements.policy.views.ventures import ventures

app_name = "policy"

urlpatterns = [
    path("", overview_page, name="overview"),
    path("challenges/", challenges, name="challenges"),
    path("submissions/", submissions, name="submissions"),
    path("ventures/", ventures, name="ventures"),
    path("overview.csv", overview_csv, name="overview_csv"),
    path("challenges.csv", challenges_csv, name="challenges_csv"),
    path("submissions.csv", submissions_csv, name="submissions_csv"),
    path("ventures.csv", ventures_csv, name="ventures_csv"),
]
