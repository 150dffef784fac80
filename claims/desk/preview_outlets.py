"""An outlet that an editor names in a preview: made where there is none, with the host of its page as its domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from sources.importing.addresses import AddressError, host_of
from sources.models import Outlet, OutletDomain, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PUBLISHED = (Source.Kind.ARTICLE, Source.Kind.PDF)  # kinds that stand at an outlet's own address


@dataclass(frozen=True)
class NamedOutlet:
    """The outlet of a name; `said` is a sentence on the domain of its page, "" for nothing to say."""

    outlet: Outlet
    said: str = ""
    is_new: bool = False
    domain: OutletDomain | None = None  # given just now

    def take_back(self) -> None:
        """Undo what was made, where the document was not stored after all."""
        if self.is_new:
            Outlet.objects.filter(pk=self.outlet.pk, sources=None).delete()
        elif self.domain is not None:
            self.domain.delete()


def outlet_named(name: str, address: str, kind: str, user: User) -> NamedOutlet | None:
    """The outlet of this name, made where there is none; None for no name.

    The host of the page, where no outlet owns it, becomes a domain of a new outlet, and of one that is known if the
    user may change outlets. Before the document is stored: the page's own word would else found an outlet at the host.
    """
    if not name:
        return None
    host = _host_without_owner(address) if kind in PUBLISHED else ""
    with transaction.atomic():
        known = Outlet.objects.named(name).first()
        outlet = known or Outlet.objects.create(name=name)
        if not host:
            return NamedOutlet(outlet, is_new=known is None)
        if known is not None and not user.has_perm("sources.change_outlet"):
            return NamedOutlet(
                outlet, f"The host {host} belongs to no outlet: ask a chief to add it to the domains of {outlet}."
            )
        domain, made = OutletDomain.objects.get_or_create(domain=host, defaults={"outlet": outlet})
    said = f"The host {host} is now a domain of {outlet}: what is imported from there is its own."
    return NamedOutlet(outlet, said if made else "", known is None, domain if made else None)


def _host_without_owner(address: str) -> str:
    try:
        host = host_of(address) if address else ""
    except AddressError:
        return ""
    return "" if not host or Outlet.objects.at_domain(host).exists() else host
