"""The addresses of consent: the hub's register, and each participant's own page."""

from django.urls import path

from ecotone.consent.views import (
    complaints,
    everything,
    first,
    hub,
    mine,
    one_grant,
    privacy,
    protection,
    wording,
)

app_name = "consent"

HUB = "programmes/<slug:programme>/consent/"

urlpatterns = [
    path(HUB, hub.consent_register, name="register"),
    path(f"{HUB}publish/", hub.publish, name="publish"),
    path(f"{HUB}wording/", wording.wording, name="wording"),
    path(f"{HUB}wording/new/", wording.word_anew, name="word_anew"),
    path(f"{HUB}wording/ask-again/", wording.ask_again, name="ask_again"),
    path(f"{HUB}protection/", protection.protection, name="protection"),
    path(f"{HUB}protection/ethics/", protection.ethics, name="ethics"),
    path(f"{HUB}complaints/", complaints.complaint_log, name="complaints"),
    path(
        f"{HUB}complaints/<int:complaint>/acknowledge/",
        complaints.acknowledge,
        name="acknowledge",
    ),
    path(f"{HUB}complaints/<int:complaint>/close/", complaints.close, name="close_complaint"),
    path(f"{HUB}<uuid:key>/", hub.record, name="record"),
    path(f"{HUB}<uuid:key>/everything/", everything.everything, name="everything"),
    path(f"{HUB}<uuid:key>/withdraw/", hub.withdraw, name="withdraw"),
    path("my/privacy/", privacy.my_privacy, name="privacy"),
    path("my/privacy/everything/", everything.my_everything, name="my_everything"),
    path("my/privacy/complain/", privacy.complain, name="complain"),
    path("my/consent/first/", first.first_step, name="first"),
    path("my/consent/", mine.my_consent, name="mine"),
    path("my/consent/questions/", mine.open_questions, name="questions"),
    path("my/consent/leave/", mine.leave, name="leave"),
    path("my/consent/left/", mine.left, name="left"),
    path("my/consent/<slug:grant>/", one_grant.my_grant, name="grant"),
]
