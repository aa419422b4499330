"""What the tests of one-time links have in common: addresses, links of the garbage truck, and sending through them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.bearer import hashed, new_secret
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Submission
from inventories.services.links import Sent, make_link, receive

from .conftest import JANUARY

FEBRUARY, MARCH = JANUARY.replace(month=2), JANUARY.replace(month=3)
SCHOOL = "โรงเรียนวัดทุ่งทราย"


def page(name: str, town, *more) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *more])


@pytest.fixture(name="make")
def link_making(town, nid, diesel):
    """Return a function that makes a link of the car's first three months."""

    def made(use=diesel, first=JANUARY, last=MARCH, *, days=14, secret=None, now=None, for_whom=SCHOOL):
        with tenant_scope(town):
            return make_link(
                use=use, actor=nid, first_month=first, last_month=last, for_whom=for_whom, days=days,
                secret=secret or new_secret(), now=now,
            )  # fmt: skip

    return made


@pytest.fixture(name="send")
def link_sending(town):
    """Return a function that sends figures through a link as its holder does."""

    def sent(made, figures=None, *, photo=None, sender="", note="", now=None) -> Submission:
        figures = {JANUARY: Decimal(120)} if figures is None else figures
        with tenant_scope(town):
            return receive(
                municipality=town, address_sha256=hashed(made.token), sent=Sent(figures, sender, note, photo), now=now
            )

    return sent
