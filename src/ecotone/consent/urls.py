"""The addresses of consent: the hub's register, and each participant's own page."""

from django.urls import path

from ecotone.consent.views import first, hub, mine, one_grant

app_name = "consent"

HUB = "programmes/<slug:programme>/consent/"

urlpatterns = [
    path(HUB, hub.consent_register, name="register"),
    path(f"{HUB}publish/", hub.publish, name="publish"),
    path(f"{HUB}<uuid:key>/", hub.record, name="record"),
    path(f"{HUB}<uuid:key>/withdraw/", hub.withdraw, name="withdraw"),
    path("my/consent/first/", first.first_step, name="first"),
    path("my/consent/", mine.my_consent, name="mine"),
    path("my/consent/questions/", mine.open_questions, name="questions"),
    path("my/consent/leave/", mine.leave, name="leave"),
    path("my/consent/left/", mine.left, name="left"),
    path("my/consent/<slug:grant>/", one_grant.my_grant, name="grant"),
]
