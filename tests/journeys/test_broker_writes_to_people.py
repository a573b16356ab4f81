"""A broker writes to three people; one answers; only the two others are reminded."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from ecotone.foundation import outbox
from ecotone.foundation.models import Programme, Role
from ecotone.register import operations
from ecotone.register.choices import Answer
from ecotone.register.models import InvitationBatch, Participant
from tests.factories.foundation import make_member
from tests.factories.register import make_newcomer, make_participant, make_register

LONDON = ZoneInfo("Europe/London")
NAMES = ("Ada", "Bea", "Cleo")
IN_TERM_TIME = timedelta(days=30)


def three_people(programme: Programme) -> list[Participant]:
    return [make_participant(programme, make_newcomer(pseudonym=name)) for name in NAMES]


def morning_of(batch: InvitationBatch, days_before: int) -> datetime:
    """Return twenty to eight on the day of a reminder, by a London clock."""
    day = batch.reply_by - timedelta(days=days_before)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return datetime.combine(day, time(7, 40), tzinfo=LONDON)


def a_tuesday_without_holidays() -> datetime:
    """Return a day to reply by late in June, around which no bank holiday lies."""
    june = datetime(timezone.now().year + 1, 6, 20, tzinfo=LONDON)
    return june + timedelta(days=(1 - june.weekday()) % 7)


def test_a_broker_writes_to_three_people_and_two_are_reminded(
    page: Page,
    come_in: Callable[..., None],
    is_fit: Callable[[Page], None],
) -> None:
    programme = make_register()
    ada, *others = three_people(programme)
    come_in(make_member(programme, Role.BROKER))

    queue_letters(page, programme, is_fit=is_fit)
    batch = InvitationBatch.objects.get()
    assert outbox.send_due(at=batch.send_at) == len(NAMES)
    say_yes_on_the_phone(page, programme, ada)
    reminders = bring_the_deadline_near(batch)

    operations.queue_due_reminders(at=reminders[0])
    outbox.send_due(at=reminders[0])
    assert sorted(message.to[0] for message in mail.outbox[3:]) == sorted(
        participant.person.email for participant in others
    )
    put_the_second_into_the_holidays(page, programme, reminders[1])
    assert operations.queue_due_reminders(at=reminders[1]) == 0


def queue_letters(
    page: Page,
    programme: Programme,
    *,
    is_fit: Callable[[Page], None],
) -> None:
    page.goto(f"/programmes/{programme.slug}/people/pipeline/")
    is_fit(page)
    page.get_by_role("link", name="Write to people").click()
    page.get_by_label("took part in the university").check()
    page.get_by_label("Evidence").fill("Brought a class to the open laboratory.")
    is_fit(page)
    page.get_by_role("button", name="Read the letters").click()
    expect(page.get_by_text("[their own link stands here]").first).to_be_visible()
    is_fit(page)
    page.get_by_role("button", name="Queue 3 invitations").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("3 invitations wait here")
    expect(page.get_by_role("link", name="To Ada")).to_be_visible()
    is_fit(page)


def say_yes_on_the_phone(page: Page, programme: Programme, who: Participant) -> None:
    """Log the call, and write down what was answered."""
    page.goto(f"/programmes/{programme.slug}/people/{who.key}/")
    page.get_by_text("Log a contact").click()
    page.get_by_label("Note").fill("Glad to take part; prefers Tuesdays.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Glad to take part; prefers Tuesdays.")).to_be_visible()
    operations.record_answer(
        participant=who, answer=Answer.ACCEPTED, at=timezone.now(), by=None
    )


def bring_the_deadline_near(batch: InvitationBatch) -> tuple[datetime, datetime]:
    """Move the batch to a month without bank holidays, and its links with it."""
    batch.reply_by = a_tuesday_without_holidays().date()
    batch.save()
    for letter in batch.letters.all():
        letter.participant.personal_links.update(
            expires_at=a_tuesday_without_holidays() + IN_TERM_TIME
        )
    return morning_of(batch, 7), morning_of(batch, 2)


def put_the_second_into_the_holidays(page: Page, programme: Programme, at: datetime) -> None:
    page.goto(f"/programmes/{programme.slug}/people/holidays/")
    page.get_by_label("Term dates").fill(f"Closed for the fair, {at.date().isoformat()}")
    page.get_by_role("button", name="Keep these days").click()
    expect(page.get_by_text("Closed for the fair").first).to_be_visible()


def test_a_batch_is_queued_and_taken_back_without_scripts(
    page_without_scripts: Page, come_in: Callable[..., None]
) -> None:
    page = page_without_scripts
    programme = make_register()
    three_people(programme)
    come_in(make_member(programme, Role.BROKER), page)

    page.goto(f"/programmes/{programme.slug}/people/write/")
    page.get_by_label("Cleo").uncheck()
    page.get_by_label("took part in the university").check()
    page.get_by_label("Evidence").fill("Brought a class to the open laboratory.")
    page.get_by_role("button", name="Read the letters").click()
    page.get_by_role("button", name="Queue 2 invitations").click()
    page.get_by_role("button", name="Take back these 2 messages").click()

    expect(page.get_by_text("2 messages are taken back")).to_be_visible()
    expect(page.get_by_text("Nothing waiting")).to_be_visible()
    page.goto(f"/programmes/{programme.slug}/people/pipeline/?stage=to-invite&view=table")
    for name in NAMES:
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
