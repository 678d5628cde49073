using System.Security;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The metadata of a file, which search engines and file managers read. It must not contain personal data.</summary>
/// <param name="Title">The window's title.</param>
/// <param name="Language">The BCP 47 tag of the text, such as it-IT; elements may override it.</param>
/// <param name="Created">When the content was made; null omits it. Never the time of writing: equal content gives equal bytes.</param>
internal sealed record PdfMetadata(string Title, string Language, Instant? Created = null)
{
    private const string Producer = "Lecce.Riscossione";

    /// <summary>The XMP packet (ISO 32000-1, 14.3.2) with the PDF/UA-1 identification (ISO 14289-1, 5).</summary>
    public byte[] Xmp()
    {
        var created = Created is { } instant ? InstantPattern.General.Format(instant) : null;
        var dates = created is null ? "" : $"<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate>";
        return Encoding.UTF8.GetBytes(
            $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
             xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{SecurityElement.Escape(Printable(Title))}</rdf:li></rdf:Alt></dc:title>
            <dc:language><rdf:Bag><rdf:li>{SecurityElement.Escape(Language)}</rdf:li></rdf:Bag></dc:language>
            <pdf:Producer>{Producer}</pdf:Producer>{dates}<pdfuaid:part>1</pdfuaid:part>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """
        );
    }

    /// <summary>The information dictionary (14.3.3), for viewers that do not read XMP.</summary>
    public void WriteInformation(PdfBuffer to)
    {
        to.Add("<</Title"u8).Text(Title).Add("/Producer"u8).Text(Producer);
        if (Created is { } instant)
        {
            to.Add("/CreationDate"u8).Text(InstantPattern.CreateWithInvariantCulture("'D:'uuuuMMddHHmmss'Z'").Format(instant));
        }

        to.Add(">>"u8);
    }

    private static string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF ? " " : rune.ToString()));
}
