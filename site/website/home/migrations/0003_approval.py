"""Wagtail makes an approval with an English name; editors read Norwegian."""

from django.db import migrations

NAMES = {"Moderators approval": "Godkjenning av redaktør"}


def translate(apps, schema_editor):
    for model in ("Workflow", "Task"):
        for old, new in NAMES.items():
            apps.get_model("wagtailcore", model).objects.filter(name=old).update(name=new)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_front_page"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(translate, migrations.RunPython.noop)]
