"""The addresses of the register: the hub's pages, and a participant's way in."""

from django.urls import path

from ecotone.register.views import (
    batches,
    calendar,
    contacts,
    entry,
    organisations,
    people,
    person,
    pipeline,
)

app_name = "register"

HUB = "programmes/<slug:programme>/people/"

urlpatterns = [
    path(HUB, people.people_list, name="people"),
    path(f"{HUB}add/", people.add_person, name="add"),
    path(f"{HUB}wanted/", people.change_quotas, name="quotas"),
    path(f"{HUB}pipeline/", pipeline.pipeline, name="pipeline"),
    path(f"{HUB}pipeline.csv", pipeline.pipeline_csv, name="pipeline_csv"),
    path(f"{HUB}pipeline/keep/", pipeline.keep_filter, name="keep_filter"),
    path(f"{HUB}pipeline/forget/<int:saved>/", pipeline.forget_filter, name="forget_filter"),
    path(f"{HUB}write/", batches.write, name="write"),
    path(f"{HUB}holidays/", calendar.holidays, name="holidays"),
    path(f"{HUB}holidays/where/", calendar.set_calendar, name="set_calendar"),
    path(
        f"{HUB}holidays/<int:holiday>/remove/", calendar.remove_holiday, name="remove_holiday"
    ),
    path(f"{HUB}organisations/", organisations.organisation_list, name="organisations"),
    path(
        f"{HUB}organisations/suggest/",
        organisations.suggest_organisations,
        name="suggest_organisations",
    ),
    path(
        f"{HUB}organisations/<int:organisation>/",
        organisations.organisation_page,
        name="organisation",
    ),
    path(
        f"{HUB}organisations/<int:organisation>/register/",
        organisations.link_organisation,
        name="link_organisation",
    ),
    path(f"{HUB}<uuid:key>/contacts/", contacts.log_contact, name="log_contact"),
    path(
        f"{HUB}<uuid:key>/contacts/<int:contact>/remove/",
        contacts.remove_contact,
        name="remove_contact",
    ),
    path(f"{HUB}<uuid:key>/", person.person_page, name="person"),
    path(f"{HUB}<uuid:key>/name/", person.show_name, name="show_name"),
    path(f"{HUB}<uuid:key>/post/", person.change_post, name="change_post"),
    path(f"{HUB}<uuid:key>/invitation/", person.invite, name="invite"),
    path(f"{HUB}<uuid:key>/answer/", person.record_answer, name="answer"),
    path(f"{HUB}<uuid:key>/link/", person.make_link, name="make_link"),
    path(f"{HUB}<uuid:key>/link/send/", person.send_link, name="send_link"),
    path(f"{HUB}<uuid:key>/link/revoke/", person.revoke_link, name="revoke_link"),
    path("my/link/<str:token>/", entry.my_link, name="my_link"),
    path("my/code/", entry.my_code, name="my_code"),
    path("my/language/", entry.my_language, name="my_language"),
    path("my/leave/", entry.leave, name="leave"),
]
