"""The addresses of listening: each participant's own pages, and the hub's list."""

from django.urls import path

from ecotone.listening.views import hub, keeping, mine, questions, sheets

app_name = "listening"

HUB = "programmes/<slug:programme>/listening/"
QUESTIONS = "my/questions/<slug:kind>/"

urlpatterns = [
    path("my/", mine.my_page, name="my"),
    path("my/start/", mine.start, name="start"),
    path("my/words/", mine.words, name="words"),
    path("my/kept/", keeping.kept, name="kept"),
    path("my/offline/", keeping.offline, name="offline"),
    path("my/worker.js", keeping.worker, name="worker"),
    path(QUESTIONS, questions.questions, name="questions"),
    path(f"{QUESTIONS}check/", questions.check, name="check"),
    path(f"{QUESTIONS}send/", questions.send, name="send"),
    path(f"{QUESTIONS}<int:number>/", questions.question, name="question"),
    path(HUB, hub.listening_list, name="list"),
    path(f"{HUB}adopt/", hub.adopt, name="adopt"),
    path(f"{HUB}sheets/", sheets.choose, name="sheets"),
    path(f"{HUB}sheets/print/", sheets.print_sheet, name="print_sheet"),
    path(f"{HUB}bring/", hub.bring, name="bring"),
    path(f"{HUB}<int:conversation>/", hub.conversation_page, name="conversation"),
]
