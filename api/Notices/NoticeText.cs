using System.Globalization;
using System.Text;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>Prepares free text for printing. Amounts, dates and codes are never shortened and do not pass here.</summary>
internal static class NoticeText
{
    private const string Ellipsis = "…";

    /// <summary>One line of at most <paramref name="maxLength"/> user-perceived characters, cut with an ellipsis.</summary>
    public static string Shortened(string text, int maxLength)
    {
        var clean = OnOneLine(text);
        var starts = StringInfo.ParseCombiningCharacters(clean);
        return starts.Length <= maxLength ? clean : clean[..starts[maxLength - 1]].TrimEnd() + Ellipsis;
    }

    /// <summary>Shortened, with an initial capital; a text all in capitals is lower-cased (<see cref="Capitals"/>).</summary>
    public static string Sentence(string text, int maxLength)
    {
        var clean = Capitals.Tamed(Shortened(text, maxLength));
        return clean.Length == 0 ? clean : char.ToUpperInvariant(clean[0]) + clean[1..];
    }

    /// <summary><c>dd/mm/yyyy</c>.</summary>
    public static string Date(LocalDate date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Day:D2}/{date.Month:D2}/{date.Year:D4}");

    /// <summary>
    /// Street and town, one line each; unknown parts are omitted. A long street keeps its civic number and a long town its province and country,
    /// which delivery requires.
    /// </summary>
    public static IReadOnlyList<AddressLine> AddressLines(DocumentRow row, int maxPerLine)
    {
        var country = row.DebtorCountry is null or "IT" ? null : row.DebtorCountry;
        var province = row.DebtorProvince is null ? null : $"({row.DebtorProvince})";
        AddressLine[] lines =
        [
            new(Joined(row.DebtorStreet), Joined(row.DebtorCivicNumber)),
            new(Joined(row.DebtorPostalCode, row.DebtorCity), Joined(province, country)),
        ];
        return [.. lines.Where(line => line.ToString().Length > 0).Select(line => line.Shortened(maxPerLine))];
    }

    private static string Joined(params string?[] parts) =>
        string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => OnOneLine(part!)));

    /// <summary>Removes line breaks, repeated spaces and invisible formatting characters.</summary>
    private static string OnOneLine(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in PlainText.WellFormed(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (PlainText.IsBlank(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (
                !PlainText.IsInvisible(rune)
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            )
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().TrimEnd();
    }
}

/// <summary>A line of an address.</summary>
/// <param name="Text">The part that may be shortened.</param>
/// <param name="Kept">The part after it, which is never shortened.</param>
internal sealed record AddressLine(string Text, string Kept)
{
    public AddressLine Shortened(int maxLength)
    {
        var room = Kept.Length == 0 ? maxLength : Math.Max(1, maxLength - 1 - Kept.Length);
        return this with { Text = NoticeText.Shortened(Text, room) };
    }

    public override string ToString() => $"{Text} {Kept}".Trim();
}
