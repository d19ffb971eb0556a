"""Where pages are served: ports that are free, and this machine's address in its network."""

import errno
import socket


class AddressError(ValueError):
    """A port or address cannot be served; the message says which, why, and what to do."""


def refuse_taken(host: str, port: int) -> None:
    """Raise AddressError when something else listens on `host:port`, or may not be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AddressError(_why(port, error)) from error


def _why(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken: another program serves there, perhaps an earlier "
            f"`kenes demo`. End it, or choose another port: kenes demo --port {port + 1}"
        )
    return f"Port {port} cannot be served ({error.strerror}). Choose another with --port."


def address_in_network() -> str:
    """Return this machine's IPv4 address as its neighbours see it; no packet is sent.

    Raises AddressError when the machine is in no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            found = str(probe.getsockname()[0])
        except OSError:
            found = "127.0.0.1"
    if found.startswith("127.") or found == "0.0.0.0":  # noqa: S104  # compared, not bound
        raise AddressError(
            "This machine is in no network, so no phone can reach it. Join one, or leave out --lan."
        )
    return found
