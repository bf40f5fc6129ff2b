"""Triggers that refuse to change the past; see `linli.base.audit.guards`."""

from django.db import migrations

from linli.base.audit.guards import POSTGRES_FUNCTIONS, install_statements, remove_statements


def install(apps, schema_editor):
    for statement in install_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in remove_statements(vendor):
        schema_editor.execute(statement, params=None)
    if vendor == "postgresql":
        for name in POSTGRES_FUNCTIONS:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
