namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// The revenue types to which a key or token is limited. It covers documents whose items are all of these types; other documents do not exist for
/// the caller.
/// </summary>
internal sealed record RevenueTypeLimit
{
    /// <summary>The maximum number of revenue types in a limit.</summary>
    public const int MaxTypes = 20;

    private RevenueTypeLimit(string text)
    {
        Text = text;
        Codes = text.Split(' ');
    }

    /// <summary>The codes in order, separated by spaces: as stored, and equal for equal limits.</summary>
    public string Text { get; }

    public IReadOnlyList<string> Codes { get; }

    /// <summary>A limit to at least one code.</summary>
    public static RevenueTypeLimit Of(IEnumerable<string> codes) =>
        new(string.Join(' ', codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    /// <summary>Reads a stored limit; null when the column is empty.</summary>
    public static RevenueTypeLimit? Read(string? stored) => stored is null ? null : new RevenueTypeLimit(stored);

    public bool Allows(string code) => Codes.Contains(code, StringComparer.Ordinal);

    public bool Equals(RevenueTypeLimit? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
