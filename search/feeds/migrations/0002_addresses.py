"""The calendar of everything, from the first minute."""

from django.db import migrations


def add_everything(apps, schema_editor):
    apps.get_model("feeds", "FeedAddress").objects.get_or_create(slug="alt")


class Migration(migrations.Migration):
    dependencies = [("feeds", "0001_initial")]
    operations = [migrations.RunPython(add_everything, migrations.RunPython.noop)]
