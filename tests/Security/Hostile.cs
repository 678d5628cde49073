using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>Hostile values.</summary>
internal static class Hostile
{
    /// <summary>Stands for half of a character, which only the text of JSON can hold.</summary>
    public const string HalfCharacter = "(half)";

    private const int Huge = 70_000;

    private static readonly string[] Bounds =
    [
        "0",
        "1",
        "-1",
        "201",
        "2147483648",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "99999999999",
        "100000000000",
        "0.5",
        "1e3",
        "1e400",
        "-0",
    ];

    private static readonly string[] Shapes = ["null", "true", "[]", "{}", "[null]", "[[]]", "{\"\":null}", "\"\""];

    private static readonly string[] Strings =
    [
        "",
        " ",
        "\t",
        "\0",
        "a\0b",
        "\u202e\u200b\ufeff",
        "\U0001F4B6\U0001F3FD\u200d",
        "e\u0301\u0301\u0301\u0301",
        "\u0130\u0131\u00df\u017f",
        "\u0661\u0662\u0663",
        HalfCharacter,
        "' OR '1'='1",
        "'; DROP TABLE Payments; --",
        "%' ESCAPE '!' --",
        "[a-z]_%",
        "<script>alert(1)</script>",
        "]]><!DOCTYPE a>",
        "=HYPERLINK(\"http://example.invalid\")",
        "${jndi:ldap://example.invalid/a}",
        "{{7*7}}",
        "{0}%s%n%x",
        "a\r\nX-Evil: 1",
        "..\\..\\secrets",
        "~1~0/-/",
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "-9998-01-01",
        "2026-11-23T10:00:00",
        "9999-12-31T23:59:59.999999999Z",
        "-9998-01-01T00:00:00Z",
        "http://169.254.169.254/latest/meta-data/",
        "https://[::ffff:127.0.0.1]/",
        "file:///dev/null",
        "https://user:password@example.invalid/#a",
        "00000000000000000A",
        "301000000000000000",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "IT60X0542811101000000123456",
        "9/0101101IM/",
        "pagopa",
        "F",
        "draft",
        "admin",
    ];

    /// <summary>A hostile text for an address or a header. Never a real person's fiscal code.</summary>
    public static string Text(Random random) =>
        random.Next(12) switch
        {
            0 => new string('9', random.Next(18, 1_500)),
            1 => new string('è', random.Next(100, 600)),
            2 => Bounds[random.Next(Bounds.Length)],
            _ => Strings[random.Next(Strings.Length)],
        };

    /// <summary>A hostile text that can be sent in a header: without the line ends and the letters that no client lets through.</summary>
    public static string HeaderText(Random random) => string.Concat(Text(random).Where(letter => letter is >= ' ' and < '\x7f')).Trim();

    /// <summary>
    /// A hostile value for a body. Its texts are never the same as those for addresses, so that what is stored as a person's name may not
    /// stand in the log for being asked for.
    /// </summary>
    public static JsonNode? Json(Random random) =>
        random.Next(10) switch
        {
            0 or 1 or 2 => JsonNode.Parse(Bounds[random.Next(Bounds.Length)]),
            3 or 4 => JsonNode.Parse(Shapes[random.Next(Shapes.Length)]),
            5 => JsonValue.Create(new string('W', random.Next(2) == 0 ? Huge : random.Next(1, 400))),
            6 => JsonValue.Create(Sample.Person(random.Next(1, 4))),
            7 => new JsonArray([.. Enumerable.Range(0, 300).Select(number => (JsonNode?)JsonValue.Create(number))]),
            8 => Deep(random.Next(2, 80)),
            _ => JsonValue.Create(random.Next(2) == 0 ? Strings[random.Next(Strings.Length)] : $"{Strings[random.Next(Strings.Length)]}·"),
        };

    private static JsonNode Deep(int levels) =>
        JsonNode.Parse(
            new string('[', levels) + new string(']', levels),
            documentOptions: new System.Text.Json.JsonDocumentOptions { MaxDepth = levels + 1 }
        )!;
}
