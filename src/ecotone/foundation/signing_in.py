"""Signing in with a code sent by e-mail. A hub admin makes accounts, never a visitor."""

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import path
from django.views.generic import RedirectView


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up; an unknown address is told nothing."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False


# Only these of allauth's pages exist here: there are no passwords to change or to lose.
sign_in_urls = [
    path("code/", views.request_login_code, name="account_request_login_code"),
    path("code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-out/", views.logout, name="account_logout"),
    path(
        "sign-in/",
        RedirectView.as_view(pattern_name="account_request_login_code", query_string=True),
        name="account_login",
    ),
]
