using System.Text;
using System.Xml;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Payments;

/// <summary>What is read from the bytes of a stamp, however they are written, and what its signature is worth.</summary>
public sealed class SignedStampTests
{
    private const string Signature = "<Signature xmlns=";
    private static readonly string Sold = Encoding.UTF8.GetString(StampStory.Sell(StampStory.NewHash()));

    [Fact]
    public void A_stamp_as_it_was_signed_is_intact()
    {
        var stamp = Read(Sold)!;

        Assert.True(stamp.IsIntact);
        Assert.Equal((1_600L, "99000000001", 14), (stamp.AmountCents, stamp.SellerFiscalCode, stamp.Iubd.Length));
    }

    [ReferenceFact]
    public async Task The_stamps_sold_are_valid_by_the_official_schema()
    {
        var schemas = new System.Xml.Schema.XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        using (
            var signatures = XmlReader.Create(
                Reference.PathOf("pagopa/xsd-common/xmldsig-core-schema.xsd"),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null }
            )
        )
        {
            schemas.Add(null, signatures);
        }

        schemas.Add(null, Reference.PathOf("pagopa/xsd-common/MarcaDaBollo.xsd"));
        Assert.Empty(SchemaErrors.Of(schemas, Encoding.UTF8.GetBytes(Sold)));
        await Task.CompletedTask;
    }

    [ReferenceFact]
    public async Task The_reference_stamp_can_be_read_and_its_invented_signature_is_found_out()
    {
        var stamp = SignedStamp.Read(await File.ReadAllBytesAsync(Reference.PathOf("pagopa/mbd/marca_da_bollo.xml")))!;

        Assert.Equal(("01260012345678", 1_600L, false), (stamp.Iubd, stamp.AmountCents, stamp.IsIntact));
        Assert.Equal(Instant.FromUtc(2026, 11, 20, 9, 15, 30), stamp.PurchasedAt);
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00+01:00")]
    [InlineData("2026-11-23T12:00:00+0100")]
    [InlineData("2026-11-23T12:00:00.000+0100")]
    [InlineData("2026-11-23T11:00:00Z")]
    [InlineData("2026-11-23T12:00:00")]
    public void The_time_is_read_in_every_form_that_occurs(string text) =>
        Assert.Equal(Instant.FromUtc(2026, 11, 23, 11, 0), Read(With("OraAcquisto", text))!.PurchasedAt);

    [Fact]
    public void A_time_that_cannot_be_read_leaves_the_rest() => Assert.Null(Read(With("OraAcquisto", "ieri"))!.PurchasedAt);

    [Theory]
    [InlineData("16", 1_600L)]
    [InlineData("16.0", 1_600L)]
    [InlineData("16.00", 1_600L)]
    [InlineData("0.01", 1L)]
    public void The_amount_is_read_with_and_without_decimals(string text, long cents) =>
        Assert.Equal(cents, Read(With("Importo", text))!.AmountCents);

    [Theory]
    [InlineData("16,00")]
    [InlineData("16.005")]
    [InlineData("-16")]
    [InlineData("1e3")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_amount_makes_a_stamp_unreadable(string text) => Assert.Null(Read(With("Importo", text)));

    [Fact]
    public void What_is_no_stamp_is_unreadable()
    {
        string[] bad =
        [
            "",
            "non xml",
            "<marcaDaBollo/>",
            "<altro/>",
            Sold[..^10],
            $"<!DOCTYPE marcaDaBollo [<!ENTITY a 'x'>]>{Sold}",
            "<!DOCTYPE marcaDaBollo SYSTEM 'file:///etc/passwd'><marcaDaBollo/>",
            Sold.Replace("<IUBD>", "<IUBD>1</IUBD><IUBD>", StringComparison.Ordinal),
            $"<marcaDaBollo>{string.Concat(Enumerable.Repeat("<a>", 5_000))}{string.Concat(Enumerable.Repeat("</a>", 5_000))}</marcaDaBollo>",
            Sold.Replace("<IUBD>", $"<IUBD>{new string('1', 70_000)}", StringComparison.Ordinal),
        ];
        Assert.All(bad, text => Assert.Null(Read(text)));
    }

    [Theory]
    [InlineData("Banca d'Esempio", "Banca d'Altri")]
    [InlineData("<Importo>16.00", "<Importo>16.000")]
    [InlineData("</marcaDaBollo>", " </marcaDaBollo>")]
    [InlineData("URI=\"\"", "URI=\"#altro\"")]
    [InlineData("URI=\"\"", "URI=\"file:///etc/passwd\"")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")]
    [InlineData("<X509Certificate>", "<X509Certificate>AAAA")]
    [InlineData("KeyInfo", "KeyNulla")]
    public void A_changed_stamp_or_signature_is_not_intact(string part, string other)
    {
        Assert.Contains(part, Sold, StringComparison.Ordinal);

        Assert.False(Read(Sold.Replace(part, other, StringComparison.Ordinal))?.IsIntact);
    }

    [Fact]
    public void Two_signatures_none_or_one_that_is_moved_are_not_intact()
    {
        var start = Sold.IndexOf(Signature, StringComparison.Ordinal);
        var end = Sold.IndexOf("</marcaDaBollo>", StringComparison.Ordinal);
        var signature = Sold[start..end];

        Assert.False(Read(Sold.Insert(end, signature))!.IsIntact);
        Assert.False(Read(Sold.Remove(start, end - start))!.IsIntact);
        Assert.False(Read(Sold.Remove(start, end - start).Insert(start, $"<Altro>{signature}</Altro>"))!.IsIntact);
    }

    [Fact]
    public void A_stamp_inside_another_document_does_not_lend_it_its_signature()
    {
        // Signature wrapping: the signed stamp is carried along, and other content is shown.
        var wrapped = Sold.Replace("<IUBD>", $"<Vera>{Sold}</Vera><IUBD>", StringComparison.Ordinal);

        Assert.False(Read(wrapped)!.IsIntact);
    }

    private static SignedStamp? Read(string text) => SignedStamp.Read(Encoding.UTF8.GetBytes(text));

    private static string With(string element, string text)
    {
        var start = Sold.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        return Sold.Remove(start, Sold.IndexOf('<', start) - start).Insert(start, text);
    }
}
