namespace Lecce.Riscossione.Api.Kernel;

/// <summary>
/// The SHA-256 of a document that needs a stamp: base64 of its 32 bytes, 44 characters. It keeps the text as it came, because a stamp is bought
/// for exactly this text.
/// </summary>
internal readonly record struct DocumentHash
{
    /// <summary>The length of the text.</summary>
    public const int Length = 44;

    private const int Bytes = 32;
    private readonly string? text;

    private DocumentHash(string text) => this.text = text;

    /// <summary>The 44 characters.</summary>
    public string Value => text ?? throw new InvalidOperationException("A hash was never given.");

    /// <summary>Parses the only way to write 32 bytes in base64: no spaces, and no bits beyond the last byte.</summary>
    public static bool TryParse(string? text, out DocumentHash hash)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        var valid =
            text is { Length: Length }
            && Convert.TryFromBase64String(text, bytes, out var written)
            && written == Bytes
            && Convert.ToBase64String(bytes) == text;
        hash = valid ? new DocumentHash(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
