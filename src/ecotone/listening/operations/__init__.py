"""What changes conversations: asking, writing, sending, bringing a text, forgetting."""

from ecotone.listening.operations.bringing import bring_text, paste_text
from ecotone.listening.operations.correcting import correct_words
from ecotone.listening.operations.fairness import (
    call_fair,
    correct_note,
    put_note_back,
    return_notes,
    take_note_out,
)
from ecotone.listening.operations.followers import Follower, Succession, register_follower
from ecotone.listening.operations.forgetting import (
    forget_conversations,
    forget_names,
)
from ecotone.listening.operations.freezing import MOST_CHARACTERS
from ecotone.listening.operations.hiding import hide_names_anew
from ecotone.listening.operations.indexing import (
    index_anew,
    index_missing,
    index_texts,
    leave_no_trace,
)
from ecotone.listening.operations.instruments import adopt_instruments
from ecotone.listening.operations.interviewing import (
    begin_interview,
    finish_interview,
    keep_note,
    mark_skipped,
    write_up,
)
from ecotone.listening.operations.names import (
    Judgement,
    judge_words,
    look_at_raw,
    look_at_words_to_judge,
    settle_words,
)
from ecotone.listening.operations.recordings import (
    DeletionReport,
    RecordingDetails,
    delete_due_recordings,
    delete_recording,
    forget_film,
    forget_sound,
    keep_recording,
    open_recording,
)
from ecotone.listening.operations.transcripts import (
    Occasion,
    bring_speech,
    bring_transcript,
    count_resting_on,
    leave_forgotten_transcripts,
    leave_transcript,
    name_speakers,
    paste_transcript,
    take_in_transcript,
    undo_transcript,
)
from ecotone.listening.operations.writing import (
    Sheet,
    open_conversation,
    save_answer,
    send_answers,
    skip_question,
)

__all__ = [
    "MOST_CHARACTERS",
    "DeletionReport",
    "Follower",
    "Judgement",
    "Occasion",
    "RecordingDetails",
    "Sheet",
    "Succession",
    "adopt_instruments",
    "begin_interview",
    "bring_speech",
    "bring_text",
    "bring_transcript",
    "call_fair",
    "correct_note",
    "correct_words",
    "count_resting_on",
    "delete_due_recordings",
    "delete_recording",
    "finish_interview",
    "forget_conversations",
    "forget_film",
    "forget_names",
    "forget_sound",
    "hide_names_anew",
    "index_anew",
    "index_missing",
    "index_texts",
    "judge_words",
    "keep_note",
    "keep_recording",
    "leave_forgotten_transcripts",
    "leave_no_trace",
    "leave_transcript",
    "look_at_raw",
    "look_at_words_to_judge",
    "mark_skipped",
    "name_speakers",
    "open_conversation",
    "open_recording",
    "paste_text",
    "paste_transcript",
    "put_note_back",
    "register_follower",
    "return_notes",
    "save_answer",
    "send_answers",
    "settle_words",
    "skip_question",
    "take_in_transcript",
    "take_note_out",
    "undo_transcript",
    "write_up",
]
