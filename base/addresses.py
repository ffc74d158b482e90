"""Where does a request come from, and which proxies are believed about it?"""

import ipaddress
from collections.abc import Mapping, Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(words: Sequence[str]) -> tuple[Network, ...]:
    """Addresses and networks ("10.0.0.5", "10.0.0.0/24"). Raises ValueError for one that is neither."""
    return tuple(ipaddress.ip_network(word.strip(), strict=False) for word in words if word.strip())


def client_address(meta: Mapping[str, str], proxies: Sequence[Network]) -> str | None:
    """Where a request comes from; None where the server cannot tell (a socket file).

    What a proxy says in X-Forwarded-For is believed only of the proxies named, from the nearest backwards: the
    first address that is none of them is the client's. Anybody can write the rest of that line.
    """
    address = _address(meta.get("REMOTE_ADDR", ""))
    said = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address and said and any(address in network for network in proxies):
        nearer = _address(said.pop())
        if nearer is None:
            break
        address = nearer
    return str(address) if address else None


def _address(words: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(words.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
