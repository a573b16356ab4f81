"""The addresses of the foundation."""

from django.urls import path

from ecotone.foundation import views

app_name = "foundation"
urlpatterns = [
    path("theme/", views.change_theme, name="theme"),
    path("healthz", views.health, name="health"),
]
