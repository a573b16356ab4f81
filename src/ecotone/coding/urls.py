"""The addresses of this room."""

from django.urls import path

from ecotone.coding.views import codebook, mine, passages, placing, quotes, texts

app_name = "coding"

ROOM = "programmes/<slug:programme>/coding/"
MINE = "my/quotes/"

urlpatterns = [
    path(ROOM, texts.texts, name="texts"),
    path(f"{ROOM}texts/<int:conversation>/", texts.text, name="text"),
    path(f"{ROOM}texts/<int:conversation>/code/", texts.code_passage, name="code_passage"),
    path(f"{ROOM}codings/<uuid:coding>/remove/", texts.remove, name="remove"),
    path(f"{ROOM}codings/<uuid:coding>/place/", placing.place, name="place"),
    path(f"{ROOM}codings/<uuid:coding>/let-go/", placing.let_go, name="let_go"),
    path(f"{ROOM}undo/", texts.undo, name="undo"),
    path(f"{ROOM}redo/", texts.redo, name="redo"),
    path(f"{ROOM}codebook/", codebook.codebook, name="codebook"),
    path(f"{ROOM}codebook/adopt/", codebook.adopt, name="adopt"),
    path(f"{ROOM}codebook/add/", codebook.add_code, name="add_code"),
    path(f"{ROOM}codes/<str:code>/", passages.code, name="code"),
    path(f"{ROOM}codes/<str:code>/edit/", codebook.edit_code, name="edit_code"),
    path(f"{ROOM}institutional/", passages.institutional, name="institutional"),
    path(f"{ROOM}quotes/", quotes.quotes, name="quotes"),
    path(f"{ROOM}quotes/write/", quotes.write_about_quotes, name="write_about_quotes"),
    path(f"{ROOM}quotes/<uuid:quote>/let-go/", quotes.let_go_of_quote, name="let_go_of_quote"),
    path(f"{ROOM}codings/<int:coding>/print/", quotes.choose_quote, name="choose_quote"),
    path(MINE, mine.my_quotes, name="my_quotes"),
    path(f"{MINE}<uuid:quote>/yes/", mine.approve, name="approve_quote"),
    path(f"{MINE}<uuid:quote>/no/", mine.veto, name="veto_quote"),
    path(f"{MINE}<uuid:quote>/", mine.reword, name="reword_quote"),
]
