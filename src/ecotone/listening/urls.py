"""The addresses of this room."""

app_name = "listening"
urlpatterns: list[object] = []
