"""The addresses of the demo; they exist on a demo installation only."""

from django.conf import settings
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
if not settings.DEMO:
    urlpatterns = []
