"""Who can log in to the demo, and the organisations they belong to."""

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from website.accounts.enums import MemberRole, OrganisationKind
from website.accounts.models import Membership, Organisation, User
from website.core.slugs import norwegian_slug

A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Person:
    """A demo user, as `make run` presents them."""

    email: str
    first_name: str
    last_name: str
    role: str


PEOPLE = [
    Person("admin@example.no", "Aud", "Admin", "administrator: everything"),
    Person("redaktor@example.no", "Rita", "Redaktør", "editor: all pages and activities"),
    Person("vert@example.no", "Vegard", "Vert", "host of Det hvite hus: approves bookings"),
    Person("lsu@example.no", "Liv", "Lisleby", "leader of the local committee of Lisleby: edits its page"),
    Person("leder@example.no", "Lars", "Leder", "leader of an association: books for it"),
    Person("beboer@example.no", "Bente", "Beboer", "resident: books for herself"),
]

# who books for the other organisations; invented, and nobody logs in as them
CONTACTS = [
    ("Siri", "Sellebakk"), ("Terje", "Trosvik"), ("Kari", "Korps"), ("Svein", "Speider"), ("Sigrid", "Sjakk"),
    ("Sahra", "Samatar"), ("Rolf", "Reparatør"), ("Tone", "Teater"), ("Frida", "Frivillig"), ("Une", "Ungdom"),
    ("Gunnar", "Glomma"), ("Vilde", "Vann"),
]  # fmt: skip

# name, kind, organisation number (invented, right by mod 11, or none), trusted
ORGANISATIONS = [
    ("Lisleby strikkeklubb", OrganisationKind.ASSOCIATION, "", True),
    ("Sellebakk velforening", OrganisationKind.ASSOCIATION, "", False),
    ("Trosvik pensjonistforening", OrganisationKind.ASSOCIATION, "", True),
    ("Østsiden skolekorps", OrganisationKind.ASSOCIATION, "", False),
    ("Glomma speidergruppe", OrganisationKind.ASSOCIATION, "", False),
    ("Fredrikstad sjakklag (eksempel)", OrganisationKind.ASSOCIATION, "", False),
    ("Somalisk kvinnegruppe", OrganisationKind.GROUP, "", False),
    ("Nabolagets reparasjonskafé", OrganisationKind.GROUP, "", True),
    ("Holmen teatergruppe", OrganisationKind.ASSOCIATION, "", False),
    ("Frivilligsentralen på Lisleby", OrganisationKind.SECTION, "", True),
    ("Ungdomsklubben på Rebellhuset", OrganisationKind.SECTION, "", True),
    ("Turgruppa Glommastien", OrganisationKind.GROUP, "", False),
    ("Glomma svømmegruppe", OrganisationKind.ASSOCIATION, "", False),
]


def load_people() -> dict[str, User]:
    """The demo users by the first part of their address, each with a confirmed address and no password."""
    return {person.email.partition("@")[0]: _person(person) for person in PEOPLE}


def _person(person: Person) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        make = User.objects.create_superuser if person.email.startswith("admin@") else User.objects.create_user
        user = make(person.email, first_name=person.first_name, last_name=person.last_name)
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def load_organisations(leader: User, today: dt.date) -> list[Organisation]:
    """The organisations, each with its leader; the demo leader leads the first and books for the second too."""
    organisations = [_organisation(*row) for row in ORGANISATIONS]
    contacts = [_person(Person(f"{norwegian_slug(last)}@example.no", first, last, "")) for first, last in CONTACTS]
    for organisation, person in zip(organisations, [leader, *contacts], strict=True):
        _member(person, organisation, MemberRole.LEADER, today)
    _member(leader, organisations[1], MemberRole.BOOKER, today)
    return organisations


def leader_of(organisation: Organisation) -> User:
    """Who books for it in the demo."""
    return organisation.memberships.get(role=MemberRole.LEADER).user


def _member(person: User, organisation: Organisation, role: MemberRole, today: dt.date) -> None:
    defaults = {"valid_from": today - A_YEAR}
    Membership.objects.get_or_create(user=person, organisation=organisation, role=role, defaults=defaults)


def _organisation(name: str, kind: OrganisationKind, number: str, trusted: bool) -> Organisation:
    slug = norwegian_slug(name)
    fields = {"slug": slug, "kind": kind, "number": number, "is_trusted": trusted, "is_demo": True}
    fields["email"] = f"{slug}@example.no"
    organisation, _made = Organisation.objects.get_or_create(name=name, defaults=fields)
    return organisation
