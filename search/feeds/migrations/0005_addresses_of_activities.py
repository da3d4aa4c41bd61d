"""Activities that were there before have a calendar too."""

from django.db import migrations


def add_activities(apps, schema_editor):
    address = apps.get_model("feeds", "FeedAddress")
    activities = apps.get_model("programmes", "Activity").objects.values_list("pk", flat=True)
    rows = [address(slug=f"aktivitet-{pk}", activity_id=pk) for pk in activities]
    address.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("feeds", "0004_activities")]
    operations = [migrations.RunPython(add_activities, migrations.RunPython.noop)]
