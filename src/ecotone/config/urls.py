"""Every address of the house, room by room."""

from django.urls import include, path

from ecotone.foundation.signing_in import sign_in_urls

handler500 = "ecotone.foundation.views.failures.incident"

urlpatterns = [
    path("", include("ecotone.foundation.urls")),
    path("accounts/", include(sign_in_urls)),
    path("", include("ecotone.register.urls")),
    path("", include("ecotone.consent.urls")),
    path("", include("ecotone.listening.urls")),
    path("", include("ecotone.coding.urls")),
    path("", include("ecotone.exchange.urls")),
    path("", include("ecotone.demo.urls")),
]
