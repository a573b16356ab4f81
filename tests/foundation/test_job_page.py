"""What somebody sees who waits for a job."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.foundation import jobs
from ecotone.foundation.jobs import running
from ecotone.foundation.models import AuditEvent, User
from tests.factories.foundation import NOON, make_user
from tests.foundation import jobs_to_try

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def page_of(result: object) -> str:
    return reverse("foundation:job", args=(result.id,))


def test_a_waiting_job_says_so(client: Client, owner: User, tmp_path: Path) -> None:
    result = jobs_to_try.count.for_owner(owner).enqueue(folder=str(tmp_path))

    text = client.get(page_of(result)).content.decode()

    assert "Counting to three" in text
    assert "Waiting for its turn" in text
    assert "You can close this page" in text


def test_a_running_job_names_its_step(client: Client, owner: User, tmp_path: Path) -> None:
    result = jobs_to_try.count.for_owner(owner).enqueue(folder=str(tmp_path))
    row = running.claim_next("here", at=NOON)
    with jobs.progress.in_progress(row):
        jobs.report_step("Counted 2 of 3")

    text = client.get(page_of(result)).content.decode()

    assert "Counted 2 of 3" in text


def test_a_running_job_shows_a_meter_and_can_be_cancelled(
    client: Client, owner: User, tmp_path: Path
) -> None:
    result = jobs_to_try.count_far.for_owner(owner).enqueue(folder=str(tmp_path))
    row = running.claim_next("here", at=NOON)
    with jobs.progress.in_progress(row):
        jobs.report_step("Counted 250 of 1,000", done=250, total=1_000)
    before = client.get(page_of(result)).content.decode()

    after = client.post(reverse("foundation:cancel_job", args=(result.id,)), follow=True)

    assert '<rect width="25" height="8" />' in before
    assert reverse("foundation:cancel_job", args=(result.id,)) in before
    assert "Stopping at the next step" in after.content.decode()


def test_a_cancelled_job_says_that_nothing_changed(
    client: Client, owner: User, tmp_path: Path
) -> None:
    result = jobs_to_try.count_far.for_owner(owner).enqueue(folder=str(tmp_path))

    answer = client.post(reverse("foundation:cancel_job", args=(result.id,)), follow=True)

    assert "Everything is as it was before." in answer.content.decode()
    assert "<button" not in answer.content.decode().partition('id="job"')[2]


def test_a_job_that_is_done_leads_back(client: Client, owner: User, tmp_path: Path) -> None:
    asked = jobs_to_try.count.for_owner(owner, back_to="/somewhere/")
    result = asked.enqueue(folder=str(tmp_path))
    jobs.run_ready_jobs()

    answer = client.get(page_of(result))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/somewhere/")


def test_a_job_done_without_a_page_to_go_to_says_done(
    client: Client, owner: User, tmp_path: Path
) -> None:
    result = jobs_to_try.count.for_owner(owner).enqueue(folder=str(tmp_path))
    jobs.run_ready_jobs()

    text = client.get(page_of(result)).content.decode()

    assert "Done" in text
    assert "job.js" not in text


def test_a_refused_job_says_what_to_do(client: Client, owner: User, tmp_path: Path) -> None:
    result = jobs_to_try.be_refused.for_owner(owner).enqueue(folder=str(tmp_path))
    jobs.run_ready_jobs()

    text = client.get(page_of(result)).content.decode()

    assert "This round needs a university participant." in text
    assert "Invite one." in text


def test_a_broken_job_tells_a_number_and_nothing_else(
    client: Client, owner: User, tmp_path: Path
) -> None:
    result = jobs_to_try.always_fail.for_owner(owner).enqueue(folder=str(tmp_path))
    jobs.run_ready_jobs()

    text = client.get(page_of(result)).content.decode()

    assert str(result.id) in text
    assert "Jane" not in text


def test_somebody_elses_job_is_not_here_and_the_look_is_audited(
    client: Client, owner: User, tmp_path: Path
) -> None:
    result = jobs_to_try.count.for_owner(make_user()).enqueue(folder=str(tmp_path))

    answer = client.get(page_of(result))

    turned_away = AuditEvent.objects.get(verb="was turned away")
    assert answer.status_code == 404
    assert (turned_away.actor, turned_away.subject) == (f"user:{owner.pk}", f"job:{result.id}")


def test_nobody_sees_a_job_without_signing_in(client: Client, tmp_path: Path) -> None:
    result = jobs_to_try.count.enqueue(folder=str(tmp_path))

    answer = client.get(page_of(result))

    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        302,
        reverse("account_request_login_code"),
    )
