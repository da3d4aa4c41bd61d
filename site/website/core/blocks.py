"""The blocks an editor can build a page from. Headings start at h2: the page's title is its only h1."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

INLINE = ["bold", "italic", "link", "document-link"]
TEXT = ["h2", "h3", "ol", "ul", *INLINE]


class FactBlock(blocks.StructBlock):
    """A box beside the text: what one must know."""

    heading = blocks.CharBlock(label=_("overskrift"), max_length=100)
    text = blocks.RichTextBlock(label=_("tekst"), features=["ul", *INLINE])

    class Meta:
        icon = "info-circle"
        label = _("Faktaboks")
        template = "blocks/fact.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and who said them."""

    text = blocks.TextBlock(label=_("sitat"))
    source = blocks.CharBlock(label=_("hvem sa det"), max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Sitat")
        template = "blocks/quote.html"


class DetailsBlock(blocks.StructBlock):
    """Text that is folded until someone asks for it."""

    heading = blocks.CharBlock(label=_("spørsmål eller tema"), max_length=150)
    text = blocks.RichTextBlock(label=_("tekst"), features=["ol", "ul", *INLINE])

    class Meta:
        icon = "collapse-down"
        label = _("Tekst som kan foldes ut")
        template = "blocks/details.html"


class FigureBlock(blocks.StructBlock):
    """A picture. Wagtail asks for a text for those who cannot see it, or that it is decoration."""

    image = ImageBlock(label=_("bilde"))
    caption = blocks.CharBlock(label=_("bildetekst"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Bilde")
        template = "blocks/figure.html"


class TableBlock(TypedTableBlock):
    """A table of texts; its heading names it for everyone, also those who hear it read."""

    text = blocks.CharBlock(label=_("tekst"), required=False)
    rich_text = blocks.RichTextBlock(label=_("tekst med lenker"), features=INLINE, required=False)

    class Meta:
        icon = "table"
        label = _("Tabell")
        template = "blocks/table.html"


class BodyBlocks(blocks.StreamBlock):
    """The body of any page."""

    text = blocks.RichTextBlock(label=_("Tekst"), features=TEXT, icon="pilcrow", template="blocks/text.html")
    figure = FigureBlock()
    fact = FactBlock()
    quote = QuoteBlock()
    details = DetailsBlock()
    table = TableBlock()
    document = DocumentChooserBlock(label=_("Dokument"), icon="doc-full", template="blocks/document.html")
