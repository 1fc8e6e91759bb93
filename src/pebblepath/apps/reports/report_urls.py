from django.urls import path

from pebblepath.apps.reports import batch_views, link_views, report_views

_REPORT = "c/<slug:child_id>/reports/<slug:report>/"

urlpatterns = [
    path("c/<slug:child_id>/reports/", report_views.reports, name="reports"),
    path("c/<slug:child_id>/reports/new/", report_views.new_report, name="new_report"),
    path(_REPORT, report_views.report, name="report"),
    path(f"{_REPORT}amend/", report_views.amend, name="amend_report"),
    path(f"{_REPORT}paper/", report_views.report_paper, name="report_paper"),
    path(f"{_REPORT}moments/<slug:source>/", report_views.report_moments, name="report_moments"),
    path(f"{_REPORT}share/", link_views.share_report, name="share_report"),
    path("report/<str:token>/", link_views.shown_report, name="shown_report"),
    path("reports/", batch_views.all_reports, name="all_reports"),
    path("reports/year/", batch_views.report_year, name="report_year"),
    path("reports/all/<slug:batch>/", batch_views.report_batch, name="report_batch"),
]
