"""QR images of addresses."""

import segno


def qr_image(address: str) -> str:
    """Return a QR of the address as image data, black on white in every theme."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="white"))
