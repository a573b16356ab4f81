"""The addresses of this room."""

from django.urls import path

from ecotone.exchange import views

app_name = "exchange"
inside = "programmes/<slug:programme>/"
urlpatterns = [
    path(inside, views.divide, name="divide"),
    path(f"{inside}divide.svg", views.divide_svg, name="divide_svg"),
    path(f"{inside}divide.csv", views.divide_csv, name="divide_csv"),
    path(f"{inside}words/<str:voice>/<str:pole>/", views.words, name="words"),
    path(f"{inside}matches/", views.matches, name="matches"),
    path(f"{inside}matches/find/", views.find_matches, name="find_matches"),
    path(f"{inside}matches/rules/", views.pair_rules, name="pair_rules"),
    path(f"{inside}matches/rules/<int:rule>/drop/", views.drop_rule, name="drop_rule"),
    path(f"{inside}matches/<int:match>/", views.match, name="match"),
    path(f"{inside}matches/<int:match>/propose/", views.propose, name="propose"),
    path(f"{inside}matches/<int:match>/keep/", views.keep, name="keep"),
    path(f"{inside}matches/<int:match>/not-a-fit/", views.not_a_fit, name="not_a_fit"),
    path(f"{inside}matches/<int:match>/pin/", views.pin, name="pin"),
    path(f"{inside}matches/<int:match>/undo/", views.undo, name="undo"),
]
