"""The receipt's address and its QR image."""

import segno
from django.http import HttpRequest
from django.urls import reverse


def follow_address(request: HttpRequest, code: str) -> str:
    """Return the full address that opens a text by its code.

    The code stands after "#": browsers do not send that part, so it is in no server's log.
    """
    page = request.build_absolute_uri(reverse("filing:follow"))
    return f"{page}#{code}" if code else page


def qr_image(address: str) -> str:
    """Return a QR of the address as image data, black on white in every theme."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="white"))
