import stat
from datetime import UTC, datetime, timedelta

from cryptography import x509

from kenes.project.commands.tls import keep_certificate

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


def names_in(path):
    found = x509.load_pem_x509_certificate(path.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = [str(item) for item in names.get_values_for_type(x509.IPAddress)]
    return names.get_values_for_type(x509.DNSName), addresses


def test_the_certificate_names_this_machine_and_its_address(tmp_path):
    certificate, key = keep_certificate(tmp_path / "tls", "192.168.1.7", now=NOW)

    assert names_in(certificate) == (["localhost"], ["127.0.0.1", "192.168.1.7"])
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_it_is_kept_while_it_serves(tmp_path):
    certificate, _ = keep_certificate(tmp_path, "192.168.1.7", now=NOW)
    first = certificate.read_bytes()

    keep_certificate(tmp_path, "192.168.1.7", now=NOW + timedelta(days=80))

    assert certificate.read_bytes() == first


def test_another_address_gets_another_certificate(tmp_path):
    keep_certificate(tmp_path, "192.168.1.7", now=NOW)

    certificate, _ = keep_certificate(tmp_path, "10.0.0.3", now=NOW)

    assert names_in(certificate)[1] == ["127.0.0.1", "10.0.0.3"]


def test_one_about_to_end_is_made_anew(tmp_path):
    certificate, _ = keep_certificate(tmp_path, "192.168.1.7", now=NOW)
    first = certificate.read_bytes()

    keep_certificate(tmp_path, "192.168.1.7", now=NOW + timedelta(days=89, hours=1))

    assert certificate.read_bytes() != first
