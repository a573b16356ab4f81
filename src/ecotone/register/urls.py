"""The addresses of this room."""

app_name = "register"
urlpatterns: list[object] = []
