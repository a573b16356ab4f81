"""The addresses of this room."""

app_name = "consent"
urlpatterns: list[object] = []
