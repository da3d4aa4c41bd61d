"""When there is no answer: why, as application/problem+json (RFC 9457), in the language that was asked for."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from ninja import Schema
from ninja.errors import HttpError

from ..refusals import Refusal, RefusedError
from .addresses import absolute

MEDIA_TYPE = "application/problem+json"
BAD_REQUEST, CONFLICT, NOT_UNDERSTOOD, UNAVAILABLE = 400, 409, 422, 503
A_MOMENT = 5  # seconds, when many want the same rows

# For each status: the code when there is no closer one, the title, and the sentence when nobody has said more.
KINDS: dict[int, tuple[str, str | Promise, str | Promise]] = {
    400: ("bad_request", gettext_lazy("Ikke forstått"), gettext_lazy("Vi kan ikke lese det som er sendt.")),
    401: (
        "no_key",
        gettext_lazy("Uten gyldig nøkkel"),
        gettext_lazy("Send en gyldig nøkkel: «Authorization: Bearer …». Du lager den på Min side."),
    ),
    403: ("scope", gettext_lazy("Ikke lov"), gettext_lazy("Nøkkelen gir ikke lov til dette.")),
    404: ("not_found", gettext_lazy("Finnes ikke"), gettext_lazy("Vi fant ikke det du spør etter.")),
    405: ("method", gettext_lazy("Ikke her"), gettext_lazy("Dette kan ikke gjøres på denne adressen.")),
    409: ("conflict", gettext_lazy("Kan ikke gjøres nå"), gettext_lazy("Dette kan ikke gjøres nå.")),
    413: ("too_large", gettext_lazy("For stort"), gettext_lazy("Send høyst 256 kB.")),
    422: ("not_understood", gettext_lazy("Kan ikke godtas"), gettext_lazy("Noe av det som er sendt, kan ikke godtas.")),
    429: (
        "too_many",
        gettext_lazy("For mange spørsmål"),
        gettext_lazy("Det kommer for mange spørsmål herfra. Vent litt, og prøv igjen."),
    ),
    503: (
        "unavailable",
        gettext_lazy("Utilgjengelig"),
        gettext_lazy("Vi kan ikke svare akkurat nå. Prøv igjen om et minutt."),
    ),
}

# What others have done first, or the clock: it may be otherwise later. All other refusals are about what was asked.
CONFLICTS = {"taken", "handled", "changed", "collides", "deadline", "begun", "not_on"}
FIELDS = {"starts": "starts_at", "ends": "ends_at", "date": "starts_at"}  # of a Refusal, in what is sent


class Problem(Schema):
    """Why there is no answer. `errors` is by field."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: dict[str, list[str]] = {}


class NoAnswerError(HttpError):
    """Raised when there is none. Whatever is left out is as usual for the status."""

    def __init__(
        self,
        status: int,
        sentence: str = "",
        *,
        code: str = "",
        errors: Mapping[str, Sequence[str]] | None = None,
        wait: int = 0,
    ) -> None:
        super().__init__(status, sentence)
        self.code, self.errors, self.wait = code, errors or {}, wait


def problem(error: NoAnswerError) -> JsonResponse:
    """The answer that says so."""
    code, title, sentence = KINDS[error.status_code]
    code = error.code or code
    told = {"type": absolute(f"/api/v1/docs/#{code}"), "title": str(title), "status": error.status_code, "code": code}
    told |= {"detail": error.message or str(sentence)}
    told |= {"errors": error.errors} if error.errors else {}
    response = JsonResponse(
        told, status=error.status_code, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    if error.wait:
        response["Retry-After"] = str(error.wait)
    if error.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@contextmanager
def refusals_told() -> Iterator[None]:
    """What an operation inside refuses is answered as a problem."""
    try:
        yield
    except RefusedError as error:
        raise _refused(error.refusals) from error


def _refused(refusals: Sequence[Refusal]) -> NoAnswerError:
    """422 when something asked for can never be had, 409 when it cannot be had now."""
    if any(one.code == "busy" for one in refusals):
        return NoAnswerError(UNAVAILABLE, str(refusals[0]), code="busy", wait=A_MOMENT)
    wrong = [one for one in refusals if one.code not in CONFLICTS]
    first = (wrong or refusals)[0]
    errors: dict[str, list[str]] = {}
    for one in refusals:
        if one.field:
            errors.setdefault(FIELDS.get(one.field, one.field), []).append(str(one))
    return NoAnswerError(NOT_UNDERSTOOD if wrong else CONFLICT, str(first), code=first.code, errors=errors)


def not_valid(errors: Mapping[str, Sequence[str]]) -> NoAnswerError:
    """Something of what was sent is not as it must be. Without errors by name the usual sentence is told."""
    first = next((sentences[0] for sentences in errors.values()), "")
    return NoAnswerError(NOT_UNDERSTOOD, first, errors=errors)
