from django.urls import path

from pebblepath.apps.insights import ideas, progress_views, right_now, try_out_views, views

urlpatterns = [
    path("c/<slug:child_id>/path/<slug:goal>/ideas/", ideas.ideas, name="ideas"),
    path("c/<slug:child_id>/right-now/", right_now.right_now, name="right_now"),
    path("c/<slug:child_id>/progress/", progress_views.progress, name="progress"),
    path("c/<slug:child_id>/what-helps/", views.what_helps, name="what_helps"),
    path(
        "c/<slug:child_id>/try-outs/new/<slug:goal>/<slug:strategy>/<slug:place>/",
        try_out_views.new_try_out,
        name="new_try_out",
    ),
    path("c/<slug:child_id>/try-outs/<slug:try_out>/", try_out_views.try_out, name="try_out"),
    path("c/<slug:child_id>/try-outs/<slug:try_out>/skip/", try_out_views.skip, name="skip_day"),
    path("c/<slug:child_id>/try-outs/<slug:try_out>/stop/", try_out_views.stop, name="stop_try_out"),
]
