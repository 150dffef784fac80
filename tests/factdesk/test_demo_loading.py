"""Loading the demo newsroom and taking it away: all of it, and nothing else."""

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim
from factdesk.demo.claiming import Claiming
from factdesk.demo.loading import DemoError, is_loaded
from factdesk.management.commands.demo import logins_file
from tests.builders import make_published_claim, make_source
from tests.factdesk.test_demo import MODELS

pytestmark = pytest.mark.django_db


def test_it_goes_without_touching_anything_else(capsys):
    own = make_published_claim(source=make_source(title="Our own"))
    before = {model: model.objects.count() for model in MODELS}
    call_command("demo")
    call_command("demo", remove=True)
    assert {model: model.objects.count() for model in MODELS} == before
    assert Claim.objects.get() == own
    call_command("demo", remove=True)
    assert "no demo newsroom" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("step", "error"),
    [("make_claims", DemoError("no")), ("make_claims", KeyboardInterrupt()), ("judge", ValueError("no"))],
)
def test_half_a_demo_never_stays(monkeypatch, step, error):
    def stop(claiming):
        yield "the first one"
        raise error

    before = {model: model.objects.count() for model in MODELS}
    monkeypatch.setattr(Claiming, step, stop)
    with pytest.raises(CommandError if isinstance(error, DemoError) else type(error)):
        call_command("demo")
    assert not is_loaded()
    assert not logins_file().exists()
    assert {model: model.objects.count() for model in MODELS} == before
