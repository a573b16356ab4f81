"""The addresses of the demo; elsewhere than on a demo installation nothing is behind them."""

from django.urls import path

from ecotone.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.doors, name="doors"),
    path("demo/staff/<int:user>/", views.enter_as_staff, name="enter_as_staff"),
    path(
        "demo/participant/<uuid:key>/", views.enter_as_participant, name="enter_as_participant"
    ),
]
