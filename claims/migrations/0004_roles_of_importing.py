"""What the groups may do with feeds, rules and import batches."""

from django.db import migrations

from claims.roles import make_roles


def forwards(apps, schema_editor):
    make_roles(database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_attributes"), ("sources", "0002_importing")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
