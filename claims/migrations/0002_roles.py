"""The groups of the newsroom: reporter, editor, chief."""

from django.db import migrations

from claims.roles import make_roles


def forwards(apps, schema_editor):
    make_roles(database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_initial"),
        ("sources", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
