"""The addresses of listening: each participant's own pages, and the hub's list."""

from django.urls import path

from ecotone.listening.views import hub, mine

app_name = "listening"

HUB = "programmes/<slug:programme>/listening/"
QUESTIONS = "my/questions/<slug:kind>/"

urlpatterns = [
    path("my/", mine.my_page, name="my"),
    path("my/words/", mine.words, name="words"),
    path(QUESTIONS, mine.questions, name="questions"),
    path(f"{QUESTIONS}check/", mine.check, name="check"),
    path(f"{QUESTIONS}send/", mine.send, name="send"),
    path(f"{QUESTIONS}<int:number>/", mine.question, name="question"),
    path(HUB, hub.listening_list, name="list"),
    path(f"{HUB}adopt/", hub.adopt, name="adopt"),
    path(f"{HUB}bring/", hub.bring, name="bring"),
    path(f"{HUB}<int:conversation>/", hub.conversation_page, name="conversation"),
]
