namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// The revenue types to which a key or token is limited. It covers the documents all of whose items are of these types; other documents do not
/// exist for it.
/// </summary>
internal sealed record RevenueTypeLimit
{
    /// <summary>How many revenue types a limit may name.</summary>
    public const int MaxTypes = 20;

    private RevenueTypeLimit(string text)
    {
        Text = text;
        Codes = text.Split(' ');
    }

    /// <summary>The codes in order, with spaces between them: as stored, and the same text for the same limit.</summary>
    public string Text { get; }

    /// <summary>The codes, in order.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>A limit of codes, at least one.</summary>
    public static RevenueTypeLimit Of(IEnumerable<string> codes) =>
        new(string.Join(' ', codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    /// <summary>The limit that a column holds; null when it is empty.</summary>
    public static RevenueTypeLimit? Read(string? stored) => stored is null ? null : new RevenueTypeLimit(stored);

    /// <summary>True for a revenue type that the limit names.</summary>
    public bool Allows(string code) => Codes.Contains(code, StringComparer.Ordinal);

    /// <summary>The same limit has the same text.</summary>
    public bool Equals(RevenueTypeLimit? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
