"""Addresses by which a server is led to what only it can reach, by class; written for this project."""

from __future__ import annotations

import ipaddress

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

IPV4_SPECIAL = """
    0.0.0.0 0.0.0.1 0.1.2.3 0.255.255.255 10.0.0.0 10.0.0.1 10.1.2.3 10.255.255.255 100.64.0.0 100.64.0.1
    100.100.100.200 100.127.255.255 127.0.0.0 127.0.0.1 127.0.0.2 127.1.1.1 127.127.127.127 127.255.255.254
    127.255.255.255 168.63.129.16 169.254.0.0 169.254.0.1 169.254.169.253 169.254.169.254 169.254.170.2
    169.254.255.255 172.16.0.0 172.16.0.1 172.17.0.1 172.20.10.1 172.31.255.254 172.31.255.255 192.0.0.0
    192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.0.255 192.0.2.0 192.0.2.1 192.0.2.255 192.31.196.1
    192.52.193.1 192.88.99.0 192.88.99.1 192.88.99.2 192.88.99.255 192.168.0.0 192.168.0.1 192.168.1.1
    192.168.255.255 192.175.48.1 198.18.0.0 198.18.0.1 198.19.255.255 198.51.100.0 198.51.100.1
    198.51.100.255 203.0.113.0 203.0.113.1 203.0.113.255 224.0.0.0 224.0.0.1 224.0.0.251 232.1.1.1
    239.255.255.250 239.255.255.255 240.0.0.0 240.0.0.1 250.1.1.1 255.255.255.254 255.255.255.255
""".split()  # noqa: SIM905

IPV6_SPECIAL = """
    :: ::1 ::2 100::1 100:0:0:1::1 200::1 400::1 1000::1 1fff::1 2001::1 2001:2::1 2001:10::1 2001:1f:ffff::1
    2001:20::1 2001:2f:ffff::1 2001:1::1 2001:1ff:ffff::1 2001:db8::1 2001:db8:ffff::1 2620:4f:8000::1 3ffe::1
    3fff::1 3fff:fff:ffff::1 4000::1 5f00::1 5f00:ffff::1 8000::1 fc00::1 fd00:ec2::254 fd12:3456:789a::1
    fdff:ffff::1 fe00::1 fe80::1 febf::1 fec0::1 feff::1 ff01::1 ff02::1 ff02::fb ff05::2 ff0e::1
    64:ff9b:1::1 64:ff9b:2::1 64:ff9c::1
""".split()  # noqa: SIM905

EMBEDDED_TARGETS = """
    127.0.0.1 127.0.0.2 10.0.0.1 100.64.0.1 169.254.169.254 172.16.0.1 192.168.1.1 192.0.2.1 198.18.0.1
    203.0.113.1 224.0.0.1 255.255.255.255
""".split()  # noqa: SIM905

DIGITS_IN_CIRCLES = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
ENCODED_TARGETS = ("127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1", "100.64.0.1")


def embedded() -> list[str]:
    """IPv4 inside IPv6: mapped, compatible, SIIT, NAT64 twice, 6to4, Teredo, ISATAP thrice."""
    found = []
    for text in EMBEDDED_TARGETS:
        number = int(ipaddress.IPv4Address(text))
        pair = f"{number >> 16:x}:{number & 0xFFFF:x}"
        other = number ^ 0xFFFF_FFFF
        hidden = f"{other >> 16:x}:{other & 0xFFFF:x}"
        found += [f"::ffff:{pair}", f"::ffff:{text}", f"::{pair}", f"::ffff:0:{pair}", f"64:ff9b::{pair}"]
        found += [f"64:ff9b::{text}", f"64:ff9b:1::{pair}", f"2002:{pair}::1", f"2001:0:4136:e378:8000:63bf:{hidden}"]
        found += [f"fe80::5efe:{pair}", f"2600:1::5efe:{pair}", f"2600:1::200:5efe:{pair}"]
    return found


def encoded() -> list[str]:
    """IPv4 addresses in spellings that some readers take: numbers, octal, hexadecimal, short, other digits."""
    found = []
    for text in ENCODED_TARGETS:
        a, b, c, d = (int(part) for part in text.split("."))
        number = int(ipaddress.IPv4Address(text))
        found += [str(number), hex(number), f"0x{number:08X}", f"0{number:o}", f"{number + 2**32}"]
        found += [f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"000{a:o}.{b}.{c}.{d}", f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"]
        found += [f"{a}.{b}.{c * 256 + d}", f"{a}.{b * 65536 + c * 256 + d}", f"0x{a:x}.{b}.0{c:o}.{d}"]
        found += [f"{a}.{b}.{c}.{d}.", f"{a}.{b}.{c}.{d}..", f"0{a}.{b}.{c}.{d}", f"{a + 256}.{b}.{c}.{d}"]
        found += [text.translate(FULL_WIDTH), text.translate(DIGITS_IN_CIRCLES), text.replace(".", "。")]
        found += [text.replace(".", "．"), text.replace(".", "｡"), text.replace(".", "․"), text.replace(".", "%2e")]
        found += ["".join(f"%{ord(character):02x}" for character in text), f"{text[0]}\u200b{text[1:]}"]
        found += [f"{text[0]}\u00ad{text[1:]}", f"\ufeff{text}", f"{text}%00", f"{text}%20", f"{text}\u3000"]
    return [f"http://{host}/" for host in found]


NAMES = {
    "localhost": [PUBLIC],
    "LOCALHOST": [PUBLIC],
    "localhost.": [PUBLIC],
    "a.localhost": [PUBLIC],
    "ⓛocalhost": [PUBLIC],
    "localhost.localdomain": [PUBLIC],
    "intranet": [PUBLIC],
    "db": [PUBLIC],
    "metadata.google.internal": [PUBLIC],
    "printer.local": [PUBLIC],
    "router.lan": [PUBLIC],
    "nas.home.arpa": [PUBLIC],
    "1.0.0.127.in-addr.arpa": [PUBLIC],
    "hidden.onion": [PUBLIC],
    "loop.example": ["127.0.0.1"],
    "six.example": ["::1"],
    "private.example": ["10.1.2.3"],
    "unique.example": ["fd00::1"],
    "carrier.example": ["100.64.1.1"],
    "metadata.example": ["169.254.169.254"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "mixed-first.example": ["192.168.0.1", PUBLIC],
    "mixed-six.example": [PUBLIC, "fe80::1%eth0"],
    "mixed-mapped.example": [PUBLIC, "::ffff:7f00:1"],
    "nonsense.example": ["not an address"],
    "many.example": [PUBLIC] * 20 + ["0.0.0.0"],
    "translated.example": ["64:ff9b::a00:1"],
    "underscore_x.example": ["172.31.0.9"],
}

SCHEMES = [f"{scheme}://news.example/" for scheme in """
    file ftp ftps sftp tftp gopher dict ldap ldaps ldapi imap imaps pop3 smtp smb nfs ssh telnet rtsp rtmp ws wss
    jar netdoc data javascript vbscript about blob view-source unix http+unix php phar expect zip glob ogg git svn
    httpx xhttp https+insecure feed
""".split()]  # fmt: skip # noqa: SIM905
SCHEMES += ["file:///etc/passwd", "data:text/html,x", "javascript:alert(1)", "/etc/passwd", "//127.0.0.1/", "127.0.0.1"]
SCHEMES += [
    "",
    " ",
    "http:",
    "http://",
    "http:///",
    "http:127.0.0.1",
    "http:/127.0.0.1",
    "://127.0.0.1",
    "url:http://a",
]

#: Text that two readers of addresses understand differently. The name means a public server, the number does not.
CONFUSIONS = """
    http://news.example@127.0.0.1/ http://127.0.0.1@news.example/ http://a:b@127.0.0.1/ http://:@127.0.0.1/
    http://news.example:80@127.0.0.1/ http://news.example#@127.0.0.1/ http://news.example?@127.0.0.1/
    http://news.example%23@127.0.0.1/ http://news.example%40127.0.0.1/ http://a@b@127.0.0.1/ http://@@127.0.0.1/
    http://127.0.0.1#@news.example/ http://127.0.0.1?@news.example/ http://127.0.0.1;news.example/
    http://127.0.0.1,news.example/ http://127.0.0.1:80:80/ http://127.0.0.1:@news.example/ http://[127.0.0.1]/
    http://[::1/ http://::1]/ http://::1/ http://[::1]news.example/ http://news.example[::1]/ http://[[::1]]/
    http://[::1%25eth0]/ http://[::1%eth0]/ http://[fe80::1%251]/ http://[v1.127.0.0.1]/ http://[::1]@news.example/
    http://news.example\\@127.0.0.1/ http://127.0.0.1\\@news.example/ http:\\\\127.0.0.1/ http://\\127.0.0.1/
    http:///127.0.0.1/ http:////127.0.0.1/ http://news.example\\.127.0.0.1/ http://127.0.0.1%2f@news.example/
    http://127.0.0.1／news.example/ http://127.0.0.1∕news.example/ http://127.0.0.1？x/ http://127.0.0.1＃x/
    http://news.example＠127.0.0.1/ http://127.0.0.1：80/ http://127.0.0.1℀news.example/ http://*/
    http://127.0.0.1:０/ http://127.0.0.1:８０/ http://127.0.0.1:+80/ http://127.0.0.1:-1/ http://127.0.0.1:0x50/
    http://news.example..127.0.0.1/ http://.127.0.0.1/ http://-127.0.0.1/ http://$127.0.0.1/ http://{127.0.0.1}/
""".split()  # noqa: SIM905
CONFUSIONS += [
    "http://127.0.0.1 /",
    "http://127.0.0.1\t/",
    "http://127.0.0.1\r\nHost: news.example/",
    "http://127.0.0.1\n.news.example/",
    "http://127.0.0.1\x00.news.example/",
    "ht\ntp://127.0.0.1/",
    "\x01http://127.0.0.1/",
    "http://news.example\t@127.0.0.1/",
    "http://news.example/\r\nGET http://127.0.0.1/ HTTP/1.1",
    "http://127.0.0.1\u2028/",
    "http://127.0.0.1\ud800/",
]

PORTS = """
    1 7 9 11 19 21 22 23 25 53 69 79 110 111 119 135 137 139 143 161 389 445 465 512 514 587 631 636 873 993 1433
    1521 2049 2375 2379 3000 3128 3306 3389 4444 5000 5432 5601 5672 5984 6379 7001 8000 8081 8500 8888 9000 9090
    9200 9300 10250 11211 15672 27017 50070 65535 0 65536 99999
""".split()  # noqa: SIM905
