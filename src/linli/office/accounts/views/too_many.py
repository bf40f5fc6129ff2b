"""What is shown when one address floods the sign-in page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many(request: HttpRequest) -> HttpResponse:
    """429, with the waiting time."""
    return render(request, "office/accounts/too_many.html", status=429)
