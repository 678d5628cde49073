using System.Buffers.Text;
using System.Globalization;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>The simple types of the Node's schema. A value that the schema forbids is a <see cref="NodeSyntaxError"/>.</summary>
internal static partial class NodeFields
{
    private const int MaxOffsetMinutes = 14 * 60;

    // From a day after the first to a day before the last that a date can name.
    private const long FirstSecond = -62_135_510_400;
    private const long LastSecond = 253_402_214_399;

    private static readonly LocalDatePattern DatePattern = LocalDatePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd");
    private static readonly LocalDateTimePattern DateTimePattern = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm':'ss"
    );

    /// <summary>A text of <paramref name="min"/>..<paramref name="max"/> characters; a supplementary character counts as one, as in XML.</summary>
    public static string Text(this NodeXml xml, string name, int max, int min = 1)
    {
        var text = xml.Content(name);
        var length = text.EnumerateRunes().Count();
        return length >= min && length <= max ? text : throw Wrong(name);
    }

    public static string? OptionalText(this NodeXml xml, string name, int max) => xml.At(name) ? xml.Text(name, max) : null;

    public static string Digits(this NodeXml xml, string name, int count)
    {
        var text = xml.Content(name);
        return text.Length == count && text.All(char.IsAsciiDigit) ? text : throw Wrong(name);
    }

    public static string OneOf(this NodeXml xml, string name, params ReadOnlySpan<string> values)
    {
        var text = xml.Content(name);
        return values.Contains(text) ? text : throw Wrong(name);
    }

    /// <summary>An amount with exactly two decimals and a point, up to 999999999.99.</summary>
    public static long Cents(this NodeXml xml, string name, long min = 0) =>
        Amount.TryParseDecimalText(Collapsed(xml, name), out var cents) && cents >= min ? cents : throw Wrong(name);

    public static long? OptionalCents(this NodeXml xml, string name) => xml.At(name) ? xml.Cents(name) : null;

    public static int Integer(this NodeXml xml, string name, int min, int max) =>
        int.TryParse(Collapsed(xml, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value >= min
        && value <= max
            ? value
            : throw Wrong(name);

    public static bool? OptionalBoolean(this NodeXml xml, string name) =>
        !xml.At(name)
            ? null
            : Collapsed(xml, name) switch
            {
                "true" or "1" => true,
                "false" or "0" => false,
                _ => throw Wrong(name),
            };

    /// <summary>A date. The schema allows a time zone after it, which says nothing about a calendar day and is dropped.</summary>
    public static LocalDate? OptionalDate(this NodeXml xml, string name)
    {
        if (!xml.At(name))
        {
            return null;
        }

        var text = Collapsed(xml, name);
        return
            text.Length >= 10
            && char.IsAsciiDigit(text[0])
            && DatePattern.Parse(text[..10]).TryGetValue(default, out var date)
            && date.Year > 0
            && TryOffset(text.AsSpan(10), out _)
            ? date
            : throw Wrong(name);
    }

    /// <summary>
    /// A moment. Without an offset it is the time of the clocks in Italy. One that its offset takes out of the calendar is none: a receipt is
    /// not refused for it.
    /// </summary>
    public static Instant? OptionalMoment(this NodeXml xml, string name)
    {
        if (!xml.At(name))
        {
            return null;
        }

        return TryMoment(Collapsed(xml, name), out var moment) ? moment : throw Wrong(name);
    }

    /// <summary>Reads a moment, as <see cref="OptionalMoment"/> does; false when the text is none.</summary>
    public static bool TryMoment(string text, out Instant? moment)
    {
        moment = null;
        if (
            text.Length < 19
            || !char.IsAsciiDigit(text[0])
            || !DateTimePattern.Parse(text[..19]).TryGetValue(default, out var local)
            || local.Year < 1
            || !TryFraction(text.AsSpan(19), out var nanoseconds, out var rest)
            || !TryOffset(rest, out var offset)
        )
        {
            return false;
        }

        var precise = local.PlusNanoseconds(nanoseconds);
        if (offset is null)
        {
            moment = precise.InZoneLeniently(Rome.Zone).ToInstant();
            return true;
        }

        // Unix seconds of the years 1 to 9999, in which every instant is also a date in Italy.
        var instant = precise.InUtc().ToInstant();
        var seconds = instant.ToUnixTimeSeconds() - offset.Value.Seconds;
        moment = seconds is >= FirstSecond and <= LastSecond ? instant - Duration.FromSeconds(offset.Value.Seconds) : null;
        return true;
    }

    /// <summary>Bytes in base64, which may be broken into lines.</summary>
    public static byte[] Base64Binary(this NodeXml xml, string name)
    {
        var text = xml.Content(name, int.MaxValue);
        return Base64.IsValid(text) ? Convert.FromBase64String(text) : throw Wrong(name);
    }

    public static void OptionalCountry(this NodeXml xml, string name)
    {
        if (xml.At(name) && !IsCountry(xml.Content(name)))
        {
            throw Wrong(name);
        }
    }

    public static void OptionalEmail(this NodeXml xml, string name)
    {
        if (xml.At(name) && !IsEmail(xml.Content(name)))
        {
            throw Wrong(name);
        }
    }

    /// <summary>Two capital letters.</summary>
    public static bool IsCountry(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    /// <summary>The schema's idea of an e-mail address, at most 256 characters.</summary>
    public static bool IsEmail(string text) => text.Length <= 256 && EmailPattern().IsMatch(text);

    private static NodeSyntaxError Wrong(string name) => new($"Il valore di {name} non è ammesso.");

    private static string Collapsed(NodeXml xml, string name) => xml.Content(name).Trim(' ', '\t', '\r', '\n');

    private static bool TryFraction(ReadOnlySpan<char> text, out long nanoseconds, out ReadOnlySpan<char> rest)
    {
        nanoseconds = 0;
        rest = text;
        if (text is not ['.', ..])
        {
            return true;
        }

        var digits = 1;
        var weight = 100_000_000L;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            nanoseconds += (text[digits] - '0') * weight;
            weight /= 10;
            digits++;
        }

        rest = text[digits..];
        return digits > 1;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out Offset? offset)
    {
        offset = text is "Z" ? Offset.Zero : null;
        if (text is [] or "Z")
        {
            return true;
        }

        if (
            text is not ['+' or '-', _, _, ':', _, _]
            || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[4..6], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || minutes > 59
            || hours * 60 + minutes > MaxOffsetMinutes
        )
        {
            return false;
        }

        var total = hours * 60 + minutes;
        offset = Offset.FromSeconds((text[0] == '-' ? -total : total) * 60);
        return true;
    }

    [GeneratedRegex(
        @"\A[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex EmailPattern();
}
