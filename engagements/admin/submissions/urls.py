"""The pages about submissions that are no list and no form of a model: the site registers each under its own name."""

from django.urls import path

from engagements.admin.submissions.bulk import bulk_page
from engagements.admin.submissions.views import action_page, file_page, review_page
from engagements.admin.submissions.workload import workload_page

LIST = "engagements/submission/"

PAGES = (
    path(f"{LIST}bulk/", bulk_page, name="engagements_submission_bulk"),
    path(f"{LIST}workload/", workload_page, name="engagements_submission_workload"),
    path(f"{LIST}<int:object_id>/act/<slug:name>/", action_page, name="engagements_submission_act"),
    path(f"{LIST}<int:object_id>/files/<int:number>/", file_page, name="engagements_submission_file"),
    path(f"{LIST}<path:object_id>/change/", review_page, name="engagements_submission_change"),
)
