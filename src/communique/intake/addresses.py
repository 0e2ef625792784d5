"""Which addresses of the internet may be asked: those that everybody can reach, and no others.

A server that fetches what strangers name could otherwise be sent to its own network.
"""

import ipaddress
import socket
from collections.abc import Callable

from communique.errors import CommuniqueError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Given host and port, returns the addresses as text, as `resolve` does.
Resolver = Callable[[str, int], list[str]]

#: Given an address, tells whether it may be asked.
Permits = Callable[[Address], bool]

#: Addresses of IPv6 that stand for one of IPv4: translated (NAT64, with its local form), and
#: those of relays, whose IPv4 address follows the first two bytes or stands at the end.
_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))
#: Kept for protocols and carriers: versions of Python differ on whether these are global.
_KEPT = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "100.64.0.0/10", "fec0::/10")))
_COMPATIBLE = ipaddress.IPv6Network("::/96")


class Unreachable(CommuniqueError):
    """An address of the web that can't or may not be fetched."""


def is_public(address: Address) -> bool:
    """Return whether an address is one of the open internet.

    >>> [is_public(ipaddress.ip_address(a)) for a in ("93.184.215.14", "10.0.0.1", "::1")]
    [True, False, False]
    """
    if any(address in network for network in _KEPT):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None or address in _COMPATIBLE:
            return False
        if any(address in network for network in _TRANSLATED):
            return False
        # What is wrapped is what will be reached, be it public or not: no page needs it.
        if address.ipv4_mapped or address.sixtofour or address.teredo:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_private
        and not address.is_loopback
        and not address.is_link_local
        and not address.is_reserved
        and not address.is_unspecified
    )


def is_of_intranet(address: Address) -> bool:
    """Return whether an address is public, or of a network of one's own, this machine included.

    Only who says so by hand may have these asked. What is of one line only, where clouds keep
    their secrets, stays refused.

    >>> [is_of_intranet(ipaddress.ip_address(a)) for a in ("10.0.0.1", "169.254.169.254")]
    [True, False]
    """
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return is_public(address) or address.is_private


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system knows them; raise `OSError` if none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def choose_address(
    host: str, port: int, *, resolver: Resolver = resolve, permits: Permits = is_public
) -> str:
    """Return the address to connect to for a host; it must not be looked up again.

    All its addresses must be permitted: one that names an inner address beside a public one is
    up to no good. Raises `Unreachable`.
    """
    try:
        found = resolver(host, port)
        addresses = [ipaddress.ip_address(one) for one in dict.fromkeys(found)]
    except (OSError, UnicodeError, ValueError) as error:
        raise Unreachable(f"{host}: has no address that can be found") from error
    if not addresses:
        raise Unreachable(f"{host}: has no address that can be found")
    if not all(map(permits, addresses)):
        raise Unreachable(f"{host}: is no address of the open internet, so it is not fetched")
    return str(addresses[0])
