from django.urls import path

from pebblepath.apps.reports import (
    book_views,
    class_papers,
    data_views,
    deletion_urls,
    home_urls,
    note_papers,
    report_urls,
    toolkit_papers,
    views,
)

urlpatterns = [
    path("c/<slug:child_id>/what-helps/<slug:goal>/paper/", views.what_helps_paper, name="what_helps_paper"),
    path("c/<slug:child_id>/passport/paper/", views.passport_paper, name="passport_paper"),
    path("c/<slug:child_id>/toolkit/paper/", toolkit_papers.toolkit_paper, name="toolkit_paper"),
    path("c/<slug:child_id>/play/<slug:session>/note/paper/", note_papers.note_paper, name="note_paper"),
    path("c/<slug:child_id>/play/<slug:session>/door/paper/", note_papers.door_paper, name="door_paper"),
]

urlpatterns += [
    path("class/<str:token>/sheet/paper/", class_papers.class_sheet_paper, name="class_sheet_paper"),
    path("class-links/<slug:link>/sheet/paper/", class_papers.link_sheet_paper, name="link_sheet_paper"),
    path("c/<slug:child_id>/tick-sheet/paper/", class_papers.tick_sheet_paper, name="tick_sheet_paper"),
]

urlpatterns += [
    path("c/<slug:child_id>/book/", book_views.book, name="book"),
    path("c/<slug:child_id>/book/paper/", book_views.book_paper, name="book_paper"),
    path("c/<slug:child_id>/your-data/", data_views.your_data, name="your_data"),
    path("c/<slug:child_id>/your-data/file/", data_views.your_data_file, name="your_data_file"),
]

urlpatterns += deletion_urls.urlpatterns

urlpatterns += report_urls.urlpatterns
urlpatterns += home_urls.urlpatterns
