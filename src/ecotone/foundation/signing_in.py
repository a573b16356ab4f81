"""Signing in with a code sent by e-mail. A hub admin makes accounts, never a visitor."""

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

ASK_FOR_CODE = "account_request_login_code"


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up; an unknown address is told what a known one is told."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code. Copy it from the newest mail."),
        "too_many_login_attempts": _("Too many codes were asked for. Wait a minute."),
        "rate_limited": _("Too many codes were asked for. Wait a minute."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, _request: HttpRequest, _user: object) -> HttpResponse:
        return redirect(ASK_FOR_CODE)


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class EnterCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    code = forms.CharField(
        label=_("Code"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


# Only these of allauth's pages exist here: there are no passwords to change or to lose.
sign_in_urls = [
    path("code/", views.request_login_code, name=ASK_FOR_CODE),
    path("code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-out/", views.logout, name="account_logout"),
    path(
        "sign-in/",
        RedirectView.as_view(pattern_name=ASK_FOR_CODE, query_string=True),
        name="account_login",
    ),
]
