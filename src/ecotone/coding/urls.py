"""The addresses of this room."""

from django.urls import path

from ecotone.coding import views

app_name = "coding"

ROOM = "programmes/<slug:programme>/coding/"

urlpatterns = [
    path(ROOM, views.texts, name="texts"),
    path(f"{ROOM}texts/<int:conversation>/", views.text, name="text"),
    path(f"{ROOM}texts/<int:conversation>/code/", views.code_passage, name="code_passage"),
    path(f"{ROOM}codings/<uuid:coding>/remove/", views.remove, name="remove"),
    path(f"{ROOM}undo/", views.undo, name="undo"),
    path(f"{ROOM}redo/", views.redo, name="redo"),
    path(f"{ROOM}codebook/", views.codebook, name="codebook"),
    path(f"{ROOM}codebook/adopt/", views.adopt, name="adopt"),
    path(f"{ROOM}codebook/add/", views.add_code, name="add_code"),
    path(f"{ROOM}codes/<str:code>/", views.code, name="code"),
    path(f"{ROOM}codes/<str:code>/edit/", views.edit_code, name="edit_code"),
    path(f"{ROOM}institutional/", views.institutional, name="institutional"),
]
