using System.Text;
using System.Xml;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Payments;

/// <summary>
/// The signed stamp of a receipt (marcaDaBollo of the Revenue Agency), read from its bytes. They come from outside: no DTD, bounded size and depth.
/// </summary>
internal sealed record SignedStamp
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 24;
    private static readonly OffsetDateTimePattern[] WithOffset =
    [
        OffsetDateTimePattern.ExtendedIso,
        // Real ones lack the colon of the offset.
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<+HHmm>"),
    ];

    /// <summary>The identifier of the stamp (IUBD).</summary>
    public required string Iubd { get; init; }

    /// <summary>When it was bought; null when that cannot be read.</summary>
    public required Instant? PurchasedAt { get; init; }
    public required long AmountCents { get; init; }

    /// <summary>The hash of the document for which it was bought, in base64.</summary>
    public required string Digest { get; init; }

    /// <summary>Who sold it.</summary>
    public required string SellerFiscalCode { get; init; }
    public required string SellerName { get; init; }

    /// <summary>True when it is what its signer signed. Who the signer is, is not checked.</summary>
    public required bool IsIntact { get; init; }

    /// <summary>Reads a stamp; null when it is none.</summary>
    public static SignedStamp? Read(byte[] content)
    {
        try
        {
            return content.Length <= MaxBytes ? Of(Load(content)) : null;
        }
        catch (Exception failure) when (failure is XmlException or DecoderFallbackException or FormatException)
        {
            return null;
        }
    }

    private static SignedStamp Of(XmlDocument document)
    {
        var root = document.DocumentElement!;
        var seller = Child(root, "PSP");
        return new SignedStamp
        {
            Iubd = Text(root, "IUBD"),
            PurchasedAt = MomentOf(Text(root, "OraAcquisto")),
            AmountCents = CentsOf(Text(root, "Importo")),
            Digest = Text(Child(root, "ImprontaDocumento"), "DigestValue"),
            SellerFiscalCode = Text(seller, "CodiceFiscale"),
            SellerName = Text(seller, "Denominazione"),
            IsIntact = StampSignature.IsIntact(document),
        };
    }

    /// <summary>Nesting is bounded before anything recursive sees the document.</summary>
    private static XmlDocument Load(byte[] content)
    {
        using (var reader = Reader(content))
        {
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                {
                    throw new FormatException("The stamp is nested too deeply.");
                }
            }
        }

        // The signature covers the white space.
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var whole = Reader(content);
        document.Load(whole);
        return document.DocumentElement!.LocalName == "marcaDaBollo" ? document : throw new FormatException("Not a stamp.");
    }

    private static XmlReader Reader(byte[] content) =>
        XmlReader.Create(
            new MemoryStream(content),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = MaxBytes,
                CloseInput = true,
            }
        );

    private static XmlElement Child(XmlElement parent, string name) =>
        parent.ChildNodes.OfType<XmlElement>().Where(child => child.LocalName == name).ToList() is [var only]
            ? only
            : throw new FormatException("An element is missing or repeated.");

    private static string Text(XmlElement parent, string name) =>
        Child(parent, name).InnerText.Trim() is { Length: > 0 and <= 200 } text ? text : throw new FormatException("An element is empty.");

    private static Instant? MomentOf(string text)
    {
        foreach (var pattern in WithOffset)
        {
            if (pattern.Parse(text) is { Success: true } parsed)
            {
                return parsed.Value.ToInstant();
            }
        }

        return LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } local
            ? local.Value.InZoneLeniently(Rome.Zone).ToInstant()
            : null;
    }

    /// <summary>Euros with a point (xs:decimal, without an exponent); real ones have one decimal digit.</summary>
    private static long CentsOf(string text) =>
        !text.ContainsAny('e', 'E') && Amount.TryParseNumber(text, out var cents) && cents > 0
            ? cents
            : throw new FormatException("The amount cannot be read.");
}
