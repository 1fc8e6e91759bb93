from django.urls import path

from pebblepath.apps.people import closing_views, kind_words_views, messages_urls, views

urlpatterns = [
    path("children/new/", views.new_child, name="new_child"),
    path("staff/", views.staff, name="staff"),
    path("staff/<int:place>/remove/", closing_views.remove_colleague, name="remove_colleague"),
    path("words/", kind_words_views.kind_words, name="kind_words"),
    path("look/close/", closing_views.close_own_account, name="close_own_account"),
    path("join/<str:token>/", views.join, name="join"),
    path("c/<slug:child_id>/about/", views.change_child, name="change_child"),
    path("c/<slug:child_id>/circle/", views.circle, name="circle"),
    path("c/<slug:child_id>/circle/invite/", views.invite, name="invite"),
    path("c/<slug:child_id>/circle/home/", views.add_home, name="add_home"),
    path("c/<slug:child_id>/circle/leave/", views.leave, name="leave"),
    path("c/<slug:child_id>/circle/record/", views.record, name="record"),
    path("c/<slug:child_id>/circle/withdraw/<int:invitation>/", views.withdraw, name="withdraw"),
    path("c/<slug:child_id>/circle/consent/<int:consent>/", views.take_back, name="take_back"),
    path("c/<slug:child_id>/circle/<int:member>/", views.member, name="member"),
]

urlpatterns += messages_urls.urlpatterns
