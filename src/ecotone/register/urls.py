"""The addresses of the register: the hub's pages, and a participant's way in."""

from django.urls import path

from ecotone.register.views import entry, people, person

app_name = "register"

HUB = "programmes/<slug:programme>/people/"

urlpatterns = [
    path(HUB, people.people_list, name="people"),
    path(f"{HUB}add/", people.add_person, name="add"),
    path(f"{HUB}wanted/", people.change_quotas, name="quotas"),
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
    path("my/leave/", entry.leave, name="leave"),
]
