"""What search engines read of a page (schema.org). Data, not script: the Content-Security-Policy lets it be."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

NO_MARKUP = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}  # no text can end the element


def linked_data_element(data: Any) -> SafeString:
    """The element for the block `head_extra`."""
    text = json.dumps(data, ensure_ascii=False).translate(NO_MARKUP)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped just above
