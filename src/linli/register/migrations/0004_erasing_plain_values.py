from django.db import migrations

from linli.register.triggers import allow_erasing


class Migration(migrations.Migration):
    """A value that stands in the clear may be emptied by the list of erasures, too."""

    dependencies = [
        ('register', '0003_disputed_elements'),
    ]

    operations = [
        migrations.RunPython(allow_erasing, migrations.RunPython.noop),
    ]
