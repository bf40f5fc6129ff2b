from django.db import migrations


class Migration(migrations.Migration):
    """What let values be emptied rests on the list of 0005 now, and is installed there."""

    dependencies = [("visits", "0002_asked_only_where_unknown"), ("register", "0002_erasures")]

    operations = []
