"""The addresses of listening: each participant's own pages, and the hub's list."""

from django.urls import path

from ecotone.listening.views import (
    bringing,
    correcting,
    fairness,
    hub,
    interviews,
    keeping,
    mine,
    names,
    notes,
    paper,
    questions,
    recordings,
    sheets,
    transcripts,
)

app_name = "listening"

HUB = "programmes/<slug:programme>/listening/"
QUESTIONS = "my/questions/<slug:kind>/"
RECORDING = f"{HUB}recordings/<uuid:key>/"
TRANSCRIPT = f"{HUB}transcripts/<uuid:key>/"
NOTES = "my/notes/<int:conversation>/"

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
    path(NOTES, fairness.fair, name="fair"),
    path(f"{NOTES}<int:number>/", fairness.correct, name="correct"),
    path(f"{NOTES}<int:number>/out/", fairness.take_out, name="take_out"),
    path(f"{NOTES}<int:number>/back/", fairness.put_back, name="put_back"),
    path(HUB, hub.listening_list, name="list"),
    path(f"{HUB}hear/<uuid:key>/", interviews.hear, name="hear"),
    path(f"{HUB}hear/<uuid:key>/talk/", interviews.talk, name="talk"),
    path(f"{HUB}hear/<uuid:key>/write-up/", interviews.write_up, name="write_up"),
    path(f"{HUB}paper/<slug:kind>/", paper.paper_form, name="paper_form"),
    path(f"{HUB}<int:conversation>/put-right/", correcting.put_right, name="put_right"),
    path(f"{HUB}<int:conversation>/notes/", notes.notes, name="notes"),
    path(f"{HUB}<int:conversation>/return/", fairness.return_notes, name="return_notes"),
    path(f"{HUB}adopt/", hub.adopt, name="adopt"),
    path(f"{HUB}sheets/", sheets.choose, name="sheets"),
    path(f"{HUB}sheets/print/", sheets.print_sheet, name="print_sheet"),
    path(f"{HUB}bring/", bringing.bring, name="bring"),
    path(f"{HUB}recordings/", recordings.recordings, name="recordings"),
    path(f"{HUB}recordings/deleted/", recordings.deletions, name="deletions"),
    path(RECORDING, recordings.recording, name="recording"),
    path(f"{RECORDING}file/", recordings.recording_file, name="recording_file"),
    path(f"{RECORDING}delete/", recordings.delete_recording, name="delete_recording"),
    path(f"{HUB}<int:conversation>/recording/", recordings.add_recording, name="add_recording"),
    path(f"{HUB}transcripts/", transcripts.transcripts, name="transcripts"),
    path(TRANSCRIPT, transcripts.transcript, name="transcript"),
    path(f"{TRANSCRIPT}look/", transcripts.transcript_preview, name="transcript_preview"),
    path(f"{TRANSCRIPT}take-in/", transcripts.take_in_transcript, name="take_in_transcript"),
    path(f"{TRANSCRIPT}leave/", transcripts.leave_transcript, name="leave_transcript"),
    path(f"{TRANSCRIPT}undo/", transcripts.undo_transcript, name="undo_transcript"),
    path(f"{HUB}names/", names.names, name="names"),
    path(f"{HUB}names/listed/", names.listed, name="names_listed"),
    path(f"{HUB}names/list/", names.list_name, name="list_name"),
    path(f"{HUB}names/seen/", names.seen, name="names_seen"),
    path(f"{HUB}<int:conversation>/raw/", names.raw, name="raw"),
    path(f"{HUB}<int:conversation>/", hub.conversation_page, name="conversation"),
]
