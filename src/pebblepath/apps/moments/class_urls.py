from django.urls import path

from pebblepath.apps.moments import class_link_views, class_views, friday_views, tick_sheet_views

urlpatterns = [
    path("class/<str:token>/", class_views.class_page, name="class_page"),
    path("class/<str:token>/sheet/", tick_sheet_views.class_sheet, name="class_sheet"),
    path("class/<str:token>/<slug:place>/tell/", class_views.class_tell, name="class_tell"),
    path("class/<str:token>/<slug:place>/undo/", class_views.class_undo, name="class_undo"),
    path("class/<str:token>/<slug:place>/cards/", class_views.class_cards, name="class_cards"),
    path("class/<str:token>/<slug:place>/passport/", class_views.class_passport, name="class_passport"),
    path("class/<str:token>/<slug:place>/friday/", class_views.class_friday, name="class_friday"),
]

urlpatterns += [
    path("class-links/", class_link_views.class_links, name="class_links"),
    path("class-links/new/", class_link_views.new_class_link, name="new_class_link"),
    path("class-links/<slug:link>/", class_link_views.class_link, name="class_link"),
    path("class-links/<slug:link>/end/", class_link_views.end_class_link, name="end_class_link"),
    path("class-links/<slug:link>/sheet/", tick_sheet_views.link_sheet, name="link_sheet"),
    path("class-links/<slug:link>/without/<slug:place>/", class_link_views.take_out_of_class, name="take_out_of_class"),
]

urlpatterns += [
    path("c/<slug:child_id>/tick-sheet/", tick_sheet_views.tick_sheet, name="tick_sheet"),
    path("c/<slug:child_id>/fridays/", friday_views.fridays, name="fridays"),
    path("c/<slug:child_id>/fridays/<int:pick>/thanks/", friday_views.thank_for_friday, name="thank_for_friday"),
]
