"""A certificate this machine signs for itself, so that phones nearby get a secure context."""

import ipaddress
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LASTS = timedelta(days=90)


def keep_certificate(folder: Path, address: str, *, now: datetime) -> tuple[Path, Path]:
    """Return the paths of certificate and key that name localhost and `address`.

    What is kept in `folder` is used again while it names the address and is still good for a day.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if not (key.exists() and certificate.exists() and _serves(certificate, address, now)):
        _make(certificate, key, address, now)
    return certificate, key


def _serves(path: Path, address: str, now: datetime) -> bool:
    found = x509.load_pem_x509_certificate(path.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    named = ipaddress.ip_address(address) in names.get_values_for_type(x509.IPAddress)
    return named and found.not_valid_after_utc > now + timedelta(days=1)


def _make(certificate: Path, key: Path, address: str, now: datetime) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kenes demonstration")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LASTS)
        .add_extension(_names(address), critical=False)
        .sign(secret, hashes.SHA256())
    )
    _write(key, _private_bytes(secret))
    _write(certificate, signed.public_bytes(serialization.Encoding.PEM))


def _names(address: str) -> x509.SubjectAlternativeName:
    addresses = [ipaddress.ip_address(text) for text in ("127.0.0.1", address)]
    return x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), *(x509.IPAddress(item) for item in addresses)]
    )


def _private_bytes(secret: ec.EllipticCurvePrivateKey) -> bytes:
    return secret.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
