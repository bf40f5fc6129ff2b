from django.db import migrations

from linli.visits.triggers import allow_erasing, forbid_erasing


class Migration(migrations.Migration):
    dependencies = [("visits", "0002_asked_only_where_unknown"), ("register", "0002_erasures")]

    operations = [migrations.RunPython(allow_erasing, forbid_erasing)]
