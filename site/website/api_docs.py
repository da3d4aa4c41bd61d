"""/api/v1/docs/: the OpenAPI document as a page for people. Ours, so it needs no script from anybody else."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .api import api
from .core.api.problems import KINDS


@dataclass(frozen=True)
class Operation:
    """One thing a program can do."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    fields: list[str]  # of what is sent
    needs_key: bool


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, and every way to be refused."""
    document = api.get_openapi_schema()
    operations = [
        _operation(document, method, path, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]
    problems = [(code, status, title, sentence) for status, (code, title, sentence) in KINDS.items()]
    context = {"operations": operations, "problems": problems, "breadcrumbs": [(request.path, _("For programmer"))]}
    return render(request, "api_docs.html", context)


def _operation(document: dict[str, Any], method: str, path: str, told: dict[str, Any]) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        summary=str(told["summary"]),
        description=str(told.get("description", "")),
        parameters=told["parameters"],
        fields=_fields(document, told),
        needs_key=bool(told.get("security")),
    )


def _fields(document: dict[str, Any], told: dict[str, Any]) -> list[str]:
    """The names of what is sent, those that must be there with a star."""
    if "requestBody" not in told:
        return []
    name = told["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = document["components"]["schemas"][name]
    return [f"{field}*" if field in schema.get("required", []) else field for field in schema["properties"]]
