"""Which network addresses may be opened at all: our own tables, and nothing that can be switched off.

Python's `ipaddress` serves only to read addresses: its `is_private` and `is_global` differ between releases and
let shared, multicast, translated and site-local addresses through. Sources of the tables: the IANA special-purpose
registries for IPv4 and IPv6 (RFC 6890 and what updates it), and the registry of IPv6 multicast and unicast space.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

#: What a news site is served on. Every other port belongs to some other service.
ALLOWED_PORTS = frozenset({80, 443, 8080, 8443})

IPV4_TABLE = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private use"),
    ("100.64.0.0/10", "shared by a carrier"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "a cloud's own services"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private use"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "AS112 service"),
    ("192.52.193.0/24", "multicast tunnels"),
    ("192.88.99.0/24", "6to4 relays"),
    ("192.168.0.0/16", "private use"),
    ("192.175.48.0/24", "AS112 service"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
)

#: The one block from which public IPv6 unicast addresses are given out; all else is refused unless it is NAT64.
IPV6_PUBLIC = IPv6Network("2000::/3")

#: Blocks outside it, named only so that the refusal can say what was met.
IPV6_OUTSIDE_TABLE = (
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::/96", "IPv4 inside IPv6"),
    ("::ffff:0:0/96", "IPv4 inside IPv6"),
    ("::ffff:0:0:0/96", "IPv4 inside IPv6"),
    ("64:ff9b:1::/48", "local translation"),
    ("100::/64", "discard"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "private use"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)

#: Blocks inside 2000::/3 that reach no public server, or reach an IPv4 address by a tunnel.
IPV6_INSIDE_TABLE = (
    ("2001::/32", "Teredo"),
    ("2001:10::/28", "ORCHID"),
    ("2001:20::/28", "ORCHIDv2"),
    ("2001::/23", "protocol assignments"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "AS112 service"),
    ("3ffe::/16", "the former 6bone"),
    ("3fff::/20", "documentation"),
)

IPV4_FORBIDDEN = tuple((IPv4Network(block), what) for block, what in IPV4_TABLE)
IPV6_OUTSIDE = tuple((IPv6Network(block), what) for block, what in IPV6_OUTSIDE_TABLE)
IPV6_INSIDE = tuple((IPv6Network(block), what) for block, what in IPV6_INSIDE_TABLE)

#: RFC 6052: networks without IPv4 reach it through these addresses, whose last 32 bits are the IPv4 address.
NAT64 = IPv6Network("64:ff9b::/96")
#: RFC 5214: bits 64 to 95 of an ISATAP address, with and without the "universal" bit; an IPv4 address follows.
ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})

#: Names that never mean a public server, whatever they resolve to.
LOCAL_NAMES = frozenset({"localhost", "localdomain", "local", "internal", "intranet", "lan", "arpa", "onion"})


def is_numeric(host: str) -> bool:
    """Whether the host of an address is an IPv4 or IPv6 address, not a name."""
    return ":" in host or host.rpartition(".")[2].isdigit()


def why_unopened(host: str) -> str:
    """What keeps a host from being opened that needs no look-up to be known, or ""."""
    return why_forbidden(host) if is_numeric(host) else why_local(host)


def why_forbidden(address: str) -> str:
    """What makes a numeric address forbidden ("private use", "loopback"), or "" where it may be opened.

    Text that is no numeric address, or names a network interface ("fe80::1%eth0"), is forbidden too.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return "not a network address"
    return _why_ipv4(found) if isinstance(found, IPv4Address) else _why_ipv6(found)


def why_local(host: str) -> str:
    """What makes a host name local ("a name without a domain"), or "" where it may be looked up."""
    if ":" in host:
        return ""
    labels = host.rstrip(".").lower().split(".")
    if labels[-1] in LOCAL_NAMES:
        return f"a name under .{labels[-1]}"
    return "" if len(labels) > 1 else "a name without a domain"


def _why_ipv4(address: IPv4Address) -> str:
    return next((what for block, what in IPV4_FORBIDDEN if address in block), "")


def _why_ipv6(address: IPv6Address) -> str:
    if address.scope_id is not None:
        return "bound to one interface"
    if address in NAT64:
        return _why_ipv4(IPv4Address(int(address) & 0xFFFF_FFFF))
    if address not in IPV6_PUBLIC:
        return next((what for block, what in IPV6_OUTSIDE if address in block), "reserved")
    if (int(address) >> 32) & 0xFFFF_FFFF in ISATAP:
        return "ISATAP"
    return next((what for block, what in IPV6_INSIDE if address in block), "")
