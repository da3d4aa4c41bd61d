"""The front page, in place of Wagtail's welcome page: an empty site answers from the first minute."""

import uuid

from django.db import migrations

WELCOME_PATH = "00010001"


def make_front_page(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("home", "HomePage")
    if Page.objects.filter(depth=2).exclude(path=WELCOME_PATH).exists():
        return  # somebody's site: theirs to arrange
    Page.objects.filter(path=WELCOME_PATH).delete()
    kind, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    locale, _ = Locale.objects.get_or_create(language_code="nb")
    page = HomePage.objects.create(
        title="Innbyggertorget",
        draft_title="Innbyggertorget",
        slug="home",
        summary="Finn aktiviteter, lån lokaler og følg lokalsamfunnet ditt.",
        content_type=kind,
        locale=locale,
        translation_key=uuid.uuid4(),
        path=WELCOME_PATH,
        depth=2,
        numchild=0,
        url_path="/home/",
        live=True,
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.all().delete()
    name = page.title  # editors who see a part of the site only would meet the name of the machine instead
    Site.objects.create(hostname="localhost", port=80, site_name=name, root_page=page, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("wagtailcore", "0098_apitoken"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(make_front_page, migrations.RunPython.noop)]
