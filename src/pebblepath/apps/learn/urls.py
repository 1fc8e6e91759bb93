from django.urls import path

from pebblepath.apps.learn import views

urlpatterns = [
    path("learn/", views.articles, name="articles"),
    path("learn/questions/", views.questions, name="questions"),
    path("learn/questions/<int:question>/", views.answer, name="answer"),
    path("learn/<slug:article>/", views.article, name="article"),
]
