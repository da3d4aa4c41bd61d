"""Uploaded images are made anew before they are stored, so that no position or other metadata stays in them."""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.images.forms import BaseImageForm

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_PIXELS = 50_000_000


def cleaned_image(upload: Any) -> SimpleUploadedFile:
    """The picture alone, upright, as WebP. Raises ValidationError for what is not a picture we accept."""
    try:
        with Image.open(upload, formats=ACCEPTED) as image:
            if image.width * image.height * getattr(image, "n_frames", 1) > MAX_PIXELS:
                raise ValidationError(_("Bildet er for stort. Bruk et med færre enn 50 millioner piksler."))
            upright = ImageOps.exif_transpose(image)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise ValidationError(_("Filen kan ikke leses som et bilde. Bruk JPEG, PNG eller WebP.")) from error
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=85)
    name = upload.name.rsplit(".", 1)[0] + ".webp"
    return SimpleUploadedFile(name, out.getvalue(), "image/webp")


class CleanImageForm(BaseImageForm):
    """Wagtail's image form; the stored file is the cleaned one, the upload is thrown away."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in self.changed_data and data.get("file"):
            data["file"] = cleaned_image(data["file"])
        return data
