"""A short useful set of attributes; chiefs add their own."""

from django.db import migrations

NUMBER, YES_NO, DATE, ACTOR, LIST = "number", "yes_no", "date", "actor", "list"
ATTRIBUTES = [
    # name, value type, unit family, unit, single-valued, needs an object, tolerance, separators
    ("people killed", NUMBER, "people", "people", True, False, 0, ["event", "place", "period"]),
    ("people injured", NUMBER, "people", "people", True, False, 0, ["event", "place", "period"]),
    ("people taking part", NUMBER, "people", "people", True, False, 0, ["event", "place", "period"]),
    ("amount of money", NUMBER, "money", "USD", True, False, "0.05", ["event", "period", "object"]),
    ("quantity of goods", NUMBER, "mass", "tonnes", True, False, "0.05", ["event", "place", "period", "object"]),
    ("share", NUMBER, "percent", "%", True, False, "0.01", ["place", "period", "object"]),
    ("date of the event", DATE, "", "", True, False, 0, ["event"]),
    ("recognises", YES_NO, "", "", True, True, 0, ["period", "object"]),
    ("listed as terrorist", YES_NO, "", "", True, True, 0, ["period", "object"]),
    ("in force", YES_NO, "", "", True, False, 0, ["period"]),
    ("office held", "text", "", "", False, False, 0, ["period", "object"]),
    ("took part", YES_NO, "", "", True, False, 0, ["event"]),
    ("participants", LIST, "", "", True, False, 0, ["event"]),
    ("responsible for", ACTOR, "", "", True, False, 0, ["event"]),
]


def forwards(apps, schema_editor):
    attribute = apps.get_model("claims", "Attribute")
    for name, kind, family, unit, single, needs, tolerance, separators in ATTRIBUTES:
        attribute.objects.using(schema_editor.connection.alias).get_or_create(
            name=name,
            defaults={
                "value_type": kind,
                "unit_family": family,
                "unit": unit,
                "single_valued": single,
                "needs_object": needs,
                "tolerance": tolerance,
                "separators": separators,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_roles")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
