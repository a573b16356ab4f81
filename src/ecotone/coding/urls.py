"""The addresses of this room."""

from django.urls import path

from ecotone.coding.views import (
    codebook,
    exports,
    memos,
    mine,
    passages,
    placing,
    quotes,
    searching,
    steps,
    suggestions,
    texts,
    together,
)

app_name = "coding"

ROOM = "programmes/<slug:programme>/coding/"
MINE = "my/quotes/"
MEMOS = f"{ROOM}memos/"
TAKING = f"{ROOM}take-away/"
TOGETHER = f"{ROOM}together/"

urlpatterns = [
    path(ROOM, texts.texts, name="texts"),
    path(f"{ROOM}texts/<int:conversation>/", texts.text, name="text"),
    path(f"{ROOM}texts/<int:conversation>/code/", texts.code_passage, name="code_passage"),
    path(f"{ROOM}texts/<int:conversation>/steps/", steps.steps, name="steps"),
    path(f"{ROOM}texts/<int:conversation>/beside/", suggestions.beside, name="beside"),
    path(f"{ROOM}suggest/", suggestions.suggest, name="suggest"),
    path(f"{ROOM}search/", searching.search, name="search"),
    path(f"{ROOM}codebook/new/", steps.new_code, name="new_code"),
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
    path(MEMOS, memos.memos, name="memos"),
    path(f"{MEMOS}write/", memos.write_memo, name="write_memo"),
    path(f"{MEMOS}<uuid:memo>/", memos.reword_memo, name="reword_memo"),
    path(f"{MEMOS}<uuid:memo>/remove/", memos.remove_memo, name="remove_memo"),
    path(f"{MEMOS}<uuid:memo>/done/", memos.put_memo_away, name="put_memo_away"),
    path(TAKING, exports.take_away, name="take_away"),
    path(f"{TAKING}quotes.csv", exports.quotes_csv, name="quotes_csv"),
    path(f"{TAKING}quotes.xlsx", exports.quotes_xlsx, name="quotes_xlsx"),
    path(f"{TAKING}presence.csv", exports.presence_csv, name="presence_csv"),
    path(f"{TAKING}together.csv", exports.together_csv, name="together_csv"),
    path(f"{TAKING}codebook.docx", exports.codebook_document, name="codebook_document"),
    path(f"{TAKING}memos.csv", exports.memos_csv, name="memos_csv"),
    path(f"{TAKING}memos.docx", exports.memos_document, name="memos_document"),
    path(f"{TAKING}codes/<str:code>.csv", exports.code_csv, name="code_csv"),
    path(f"{TAKING}codes/<str:code>.docx", exports.code_document, name="code_document"),
    path(f"{TAKING}texts/<int:conversation>.docx", exports.text_docx, name="text_docx"),
    path(f"{TAKING}texts/<int:conversation>.pdf", exports.text_pdf, name="text_pdf"),
    path(f"{TAKING}texts/<int:conversation>.html", exports.text_html, name="text_html"),
    path(TOGETHER, together.together, name="together"),
    path(f"{TOGETHER}<str:first>/<str:second>/", together.both, name="together_both"),
    path(
        f"{TOGETHER}<str:first>/<str:second>/words/",
        together.overlaps,
        name="together_overlaps",
    ),
    path(MINE, mine.my_quotes, name="my_quotes"),
    path(f"{MINE}<uuid:quote>/yes/", mine.approve, name="approve_quote"),
    path(f"{MINE}<uuid:quote>/no/", mine.veto, name="veto_quote"),
    path(f"{MINE}<uuid:quote>/", mine.reword, name="reword_quote"),
]
