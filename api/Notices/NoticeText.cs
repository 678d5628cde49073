using System.Globalization;
using System.Text;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using NodaTime;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>How the texts of people are made fit to print. Amounts, dates and codes never pass through here to be shortened.</summary>
internal static class NoticeText
{
    private const string Ellipsis = "…";

    /// <summary>On one line and no longer than <paramref name="most"/> characters as readers count them; an ellipsis stands for what is left out.</summary>
    public static string Shortened(string text, int most)
    {
        var clean = OnOneLine(text);
        var starts = StringInfo.ParseCombiningCharacters(clean);
        return starts.Length <= most ? clean : clean[..starts[most - 1]].TrimEnd() + Ellipsis;
    }

    /// <summary>Shortened, with a capital first; a text all in capitals is written in small ones as <see cref="Capitals"/> does.</summary>
    public static string Sentence(string text, int most)
    {
        var clean = Capitals.Tamed(Shortened(text, most));
        return clean.Length == 0 ? clean : char.ToUpperInvariant(clean[0]) + clean[1..];
    }

    /// <summary><c>dd/mm/yyyy</c>.</summary>
    public static string Date(LocalDate date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Day:D2}/{date.Month:D2}/{date.Year:D4}");

    /// <summary>
    /// Street and town, each on a line of its own as on an envelope; what is not known has no line. Too long a street leaves its civic number
    /// whole, too long a town its province and country: without them a letter arrives nowhere.
    /// </summary>
    public static IReadOnlyList<AddressLine> AddressLines(DocumentRow row, int mostPerLine)
    {
        var country = row.DebtorCountry is null or "IT" ? null : row.DebtorCountry;
        var province = row.DebtorProvince is null ? null : $"({row.DebtorProvince})";
        AddressLine[] lines =
        [
            new(Joined(row.DebtorStreet), Joined(row.DebtorCivicNumber)),
            new(Joined(row.DebtorPostalCode, row.DebtorCity), Joined(province, country)),
        ];
        return [.. lines.Where(line => line.ToString().Length > 0).Select(line => line.Shortened(mostPerLine))];
    }

    private static string Joined(params string?[] parts) =>
        string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => OnOneLine(part!)));

    /// <summary>Without line breaks, repeated spaces, and characters that do not show but change how others do.</summary>
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
/// <param name="Text">What gives way where the line is too long.</param>
/// <param name="Kept">What stands after it, and stays.</param>
internal sealed record AddressLine(string Text, string Kept)
{
    public AddressLine Shortened(int most)
    {
        var room = Kept.Length == 0 ? most : Math.Max(1, most - 1 - Kept.Length);
        return this with { Text = NoticeText.Shortened(Text, room) };
    }

    public override string ToString() => $"{Text} {Kept}".Trim();
}
