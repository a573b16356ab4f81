"""What people write into the register's pages, turned into clean values."""

from ecotone.register.forms.batches import BatchForm
from ecotone.register.forms.calendar import CalendarForm, HolidaysForm
from ecotone.register.forms.desk import ContactForm, PipelineFilter, SavedFilterForm
from ecotone.register.forms.entry import CodeForm
from ecotone.register.forms.people import (
    AnswerForm,
    InvitationForm,
    NewPersonForm,
    PeopleFilter,
    PostForm,
    QuotaForm,
)

__all__ = [
    "AnswerForm",
    "BatchForm",
    "CalendarForm",
    "CodeForm",
    "ContactForm",
    "HolidaysForm",
    "InvitationForm",
    "NewPersonForm",
    "PeopleFilter",
    "PipelineFilter",
    "PostForm",
    "QuotaForm",
    "SavedFilterForm",
]
