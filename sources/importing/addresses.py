"""What an address is, and when two addresses mean the same document; pure.

`parse` is the only reader of addresses: what is fetched, checked and stored is rebuilt from its parts, so that no
two readers can understand one text differently. Terms follow RFC 3986; hosts follow the WHATWG URL standard in
that a name which ends in a number must be an IPv4 address, and of IPv4 only the plain dotted form is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote_to_bytes, urljoin

from tld import get_fld, is_tld

LONGEST = 2000  # what the database keeps

DEFAULT_PORTS = {"http": 80, "https": 443}
ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.DOTALL)
HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\]")
LABEL = re.compile(r"[a-z0-9_-]{1,63}")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
#: Letters that IDNA 2008 keeps and Python's IDNA 2003 would turn into others: straße.de is not strasse.de.
KEPT_LETTERS = re.compile("([ßς])")
DOTS = re.compile("[\u3002\uff0e\uff61]")
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

#: Labels before a site's own name that choose a layout, not a document.
LAYOUT_LABELS = frozenset({"www", "m", "mobile", "amp"})
LAYOUT_PARAMETERS = frozenset({"amp", "print", "printable", "printer", "printerfriendly", "print_view"})
LAYOUT_VALUES = frozenset({"amp", "print", "printable"})
LAYOUT_CHOOSERS = frozenset({"format", "mode", "output", "outputtype", "view"})

#: Parameters that say how a reader came, and those that only analytics, mail and share buttons add.
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_", "ns_", "fb_", "guce_", "amp_", "wt_")
TRACKING_NAMES = """
    _ga _gl _hsenc _hsmi __twitter_impression _openstat cmpid dclid dicbo epik fbclid gbraid gclid gclsrc
    guccounter icid igsh igshid li_fat_id mc_cid mc_eid mkt_kwid mkt_tok msclkid ncid ocid oly_anon_id
    oly_enc_id rb_clickid ref_src ref_url s_cid s_kwcid sc_campaign sc_channel smid smtyp spm sr_share taid
    trk trkcampaign ttclid twclid usqp vero_conv vero_id wbraid wickedid xtor yclid ysclid
"""
TRACKING = frozenset(TRACKING_NAMES.split())
HOME = re.compile(r"/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.[a-z]+)?/?)?", re.IGNORECASE)
#: One document on a cache of mobile pages: the rest of the path is its own address.
AMP_CACHE = re.compile(r"(?:[^/]+\.cdn\.ampproject\.org/[acv]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?([^/]+\.[^/]+/.*)")


class AddressError(ValueError):
    """Text that is no address of a page. The message says what is wrong and what to write."""


@dataclass(frozen=True)
class Address:
    """The parts of an address, ready for a request: ASCII alone, the host in lower case."""

    scheme: str  # "http" or "https"
    host: str  # a name in punycode, or an IPv4 or IPv6 address without brackets
    port: int
    path: str
    query: str  # without the question mark

    @property
    def netloc(self) -> str:
        """The host, with its port where that is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """What the server is asked for: path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


def parse(url: str) -> Address:
    """Read an http or https address; the fragment is dropped.

    Raises AddressError, with a sentence that never repeats a user name or password.
    """
    text = url.strip()
    if len(text) > LONGEST:
        raise AddressError(f"The address is longer than {LONGEST} characters; remove what follows the “?”.")
    match = ADDRESS.fullmatch(text)
    if match is None:
        raise AddressError("This is no address of a page; write it in full, starting with https://.")
    scheme, authority, path, query = match[1].lower(), match[2], match[3], match[4] or ""
    if scheme not in DEFAULT_PORTS:
        raise AddressError(f"Only http and https addresses can be read, not “{scheme[:20]}”.")
    if "@" in authority:
        raise AddressError("The address carries a user name or password; remove everything before the “@”.")
    if HIDDEN.search(text):
        raise AddressError("The address holds a space, a backslash or a hidden character; copy it again.")
    host, port = _host_and_port(authority, DEFAULT_PORTS[scheme])
    address = Address(scheme, host, port, _escaped(path) or "/", _escaped(query))
    if len(str(address)) > LONGEST:  # each letter that is not ASCII takes six characters
        raise AddressError(f"Written out, the address is longer than {LONGEST} characters; use a shorter one.")
    return address


def normalised(url: str) -> str:
    """The key under which one document is found again, whichever of its addresses is met.

    The same for http and https, with and without default port, fragment, www, mobile and AMP forms, print views,
    tracking parameters, order of parameters, trailing slash, and any spelling of escapes and of the host's name.
    Normalising a key gives the key. Raises AddressError.
    """
    key, before = _plain(parse(url)), None
    while key != before:  # the plain form of one may be the mobile form of another: caches hold caches
        key, before = _plain(parse(str(key))), key
    return str(key)


def host_of(url: str) -> str:
    """The host of an address, in lower case and punycode, without www, m and amp. Raises AddressError."""
    return parse(normalised(url)).host


def same_site(a: str, b: str) -> bool:
    """Whether two addresses belong to one registered domain, by the Public Suffix List. Raises AddressError."""
    return _registered(host_of(a)) == _registered(host_of(b))


def believable_canonical(page_url: str, canonical: str) -> str | None:
    """The address a page names as its own, made absolute, or None where it cannot be true.

    It must be an http or https address on the same site, and must not be the site's home page: many pages name
    that, or another site, by mistake.
    """
    if not canonical.strip():
        return None
    try:
        found = parse(urljoin(str(parse(page_url)), canonical.strip()))
        if not same_site(page_url, str(found)):
            return None
    except ValueError:
        return None
    return None if HOME.fullmatch(found.path) and not found.query else str(found)


def _host_and_port(authority: str, default: int) -> tuple[str, int]:
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]*)(?::([0-9]{0,5}))?", authority)
    if match is None or not match[1]:
        raise AddressError("The address names no server; write it as https://www.example.com/page.")
    port = int(match[2] or default)
    if not 0 < port < 65536:
        raise AddressError("The number after the colon is no port; leave it out.")
    return _host(match[1]), port


def _host(text: str) -> str:
    try:
        if text.startswith("["):
            return IPv6Address(text[1:-1]).compressed
        labels = [_punycode(label) for label in DOTS.sub(".", text).removesuffix(".").split(".")]
        host = ".".join(labels)
        if NUMBER.fullmatch(labels[-1]):
            return str(IPv4Address(host))
        if len(host) <= 253 and all(LABEL.fullmatch(label) for label in labels):
            return host
    except ValueError:  # UnicodeError is one
        pass
    raise AddressError("The server's name in the address is not written correctly; copy the address again.")


def _punycode(label: str) -> str:
    """One label in ASCII (RFC 3490, with the letters that RFC 5891 keeps). Raises UnicodeError."""
    if label.isascii():
        return label.lower()
    prepared = "".join(
        part if KEPT_LETTERS.fullmatch(part) else part.encode("idna").decode().encode().decode("idna")
        for part in KEPT_LETTERS.split(label.lower())
        if part
    )
    return prepared if prepared.isascii() else "xn--" + prepared.encode("punycode").decode()


def _escaped(text: str) -> str:
    """Escape what may not stand in an address as it is; what is escaped already stays."""
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text), safe="/:@!$&'()*+,;=-._~?%[]")


def _plain(address: Address) -> Address:
    address = _unwrapped(address)
    return replace(
        address,
        scheme="https",
        host=_site_host(address.host),
        port=443 if address.port in DEFAULT_PORTS.values() else address.port,
        path=_plain_path(address.path),
        query=_plain_query(address.query),
    )


def _unwrapped(address: Address) -> Address:
    match = AMP_CACHE.fullmatch(f"{address.host}{address.path}")
    if match is None or not _keeps_amp_pages(address.host):
        return address
    inner = parse(f"{'https' if match[1] else 'http'}://{match[2]}")
    return _unwrapped(replace(inner, query=address.query))


def _keeps_amp_pages(host: str) -> bool:
    """Whether the host is one of the two that keep others' pages: google.evil.example is not Google."""
    return _registered(host) == "ampproject.org" or _registered(host).split(".")[0] == "google"


def is_public_suffix(host: str) -> bool:
    """Whether anybody may register a name below the host, as below co.uk and github.io: it is nobody's own site."""
    return bool(is_tld(host, search_private=True))


def _registered(host: str) -> str:
    """The domain somebody registered: bbc.co.uk of news.bbc.co.uk; an IP address is its own."""
    if ":" in host or host.rpartition(".")[2].isdigit():
        return host
    found = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    return found or ".".join(host.split(".")[-2:])


def _site_host(host: str) -> str:
    registered = _registered(host)
    labels = host.removesuffix(registered).split(".")
    return ".".join([label for label in labels if label and label not in LAYOUT_LABELS] + [registered])


def _plain_escapes(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in UNRESERVED else match[0].upper()

    return ESCAPE.sub(plain, text)


def _plain_path(path: str) -> str:
    segments: list[str] = []
    for segment in _plain_escapes(path).split("/")[1:]:
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(segment)
    return "/" + "/".join(_without_layout(segments))


def _without_layout(segments: list[str]) -> list[str]:
    """The path without what asks for the mobile page: /amp at either end, .amp and .amp.html."""
    while segments:
        *before, last = segments
        if before and last == "amp":
            segments = before
        elif before and segments[0] == "amp":
            segments = segments[1:]
        elif last.endswith(".amp") and last != ".amp":
            segments = [*before, last.removesuffix(".amp")]
        elif last.endswith(".amp.html") and last != ".amp.html":
            segments = [*before, last.removesuffix(".amp.html") + ".html"]
        else:
            break
    return segments


def _plain_query(query: str) -> str:
    parameters = _plain_escapes(query).replace("+", "%20").split("&")
    return "&".join(sorted(parameter for parameter in parameters if _says_which(parameter)))


def _says_which(parameter: str) -> bool:
    """Whether a parameter may choose the document, rather than say who came from where or in what layout."""
    name, _, value = parameter.partition("=")
    name, value = _word(name), _word(value)
    if not name or name in TRACKING or name.startswith(TRACKING_PREFIXES) or name in LAYOUT_PARAMETERS:
        return False
    return not (name in LAYOUT_CHOOSERS and value in LAYOUT_VALUES)


def _word(text: str) -> str:
    return unquote_to_bytes(text).decode("utf-8", "replace").lower()
