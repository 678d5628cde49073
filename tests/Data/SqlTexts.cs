using System.Text;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>
/// Every statement that the API's source holds, in the form that SQL Server gets, with all optional conditions in place. The folder
/// api/Data is left out: its texts are for one engine only.
/// </summary>
internal static partial class SqlTexts
{
    private static readonly IReadOnlyDictionary<string, string> Sources = Repository
        .Sources.Where(file => file.StartsWith("api/", StringComparison.Ordinal) && !file.StartsWith("api/Data/", StringComparison.Ordinal))
        .ToDictionary(file => file, Repository.Text, StringComparer.Ordinal);

    private static readonly Caller Portal = new(
        "token:portal",
        default(FiscalCode),
        Id.New(NodaTime.NodaConstants.UnixEpoch),
        new HashSet<string>(StringComparer.Ordinal),
        default(FiscalCode)
    );

    /// <summary>The files that send statements.</summary>
    public static IEnumerable<string> Senders => Sources.Where(source => Send().IsMatch(source.Value)).Select(source => source.Key);

    /// <summary>The statements, with the file that holds each.</summary>
    public static IEnumerable<(string File, string Sql)> All =>
        from source in Sources
        from literal in Literals(source.Value, source.Key)
        where Statement().IsMatch(literal)
        // Dapper writes a list out in parentheses.
        select (source.Key, List().Replace(literal, "IN (@${name})"));

    private static List<string> Literals(string text, string file)
    {
        var found = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            if (text[at] == '"')
            {
                found.Add(Literal(text, ref at, file));
            }
            else
            {
                at = AfterNoise(text, at);
            }
        }

        return found;
    }

    /// <summary>The place after a comment, a character literal, or one character of anything else.</summary>
    private static int AfterNoise(string text, int at) =>
        string.CompareOrdinal(text, at, "//", 0, 2) == 0 ? text.IndexOf('\n', at)
        : text[at] != '\'' ? at + 1
        : text[at + 1] == '\\' ? text.IndexOf('\'', at + 3) + 1
        : at + 3;

    /// <summary>Reads the string that starts at a quote, and resolves what is interpolated.</summary>
    private static string Literal(string text, ref int at, string file)
    {
        var isInterpolated = text[at - 1] == '$';
        var quotes = text[at..].TakeWhile(letter => letter == '"').Count();
        var close = quotes >= 3 ? new string('"', quotes) : "\"";
        at += quotes == 2 ? 1 : quotes;
        var value = new StringBuilder();
        while (string.CompareOrdinal(text, at, close, 0, close.Length) != 0)
        {
            if (text[at] == '\\' && close.Length == 1)
            {
                at++;
            }
            else if (text[at] == '{' && isInterpolated)
            {
                value.Append(Resolve(Hole(text, ref at, file), file));
                continue;
            }

            value.Append(text[at++]);
        }

        at += close.Length;
        return value.ToString();
    }

    /// <summary>Reads an interpolated expression up to its closing brace.</summary>
    private static string Hole(string text, ref int at, string file)
    {
        var start = ++at;
        for (var depth = 1; ; )
        {
            if (text[at] == '"')
            {
                _ = Literal(text, ref at, file);
                continue;
            }

            depth += text[at] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            at++;
            if (depth == 0)
            {
                return text[start..(at - 1)].Trim();
            }
        }
    }

    private static string Resolve(string expression, string file)
    {
        if (expression.EndsWith(".FirstRows", StringComparison.Ordinal))
        {
            return new SqlServerDialect("").FirstRows;
        }

        var literals = Literals(expression, file);
        if (expression.StartsWith("Ownership.Of", StringComparison.Ordinal))
        {
            return expression.Split('(')[0] switch
            {
                "Ownership.OfDocuments" => Ownership.OfDocuments(Portal, literals[0]),
                "Ownership.OfPayments" => Ownership.OfPayments(Portal, literals[0]),
                "Ownership.OfReceipts" => Ownership.OfReceipts(Portal, literals[0]),
                _ => Ownership.Of(Portal with { Debtor = null }, literals[0]),
            };
        }

        return literals is [] ? Constant(expression, file) : literals[^1];
    }

    /// <summary>The text of a constant; the expression itself when there is no such constant, which no parser of SQL accepts.</summary>
    private static string Constant(string name, string file)
    {
        var owner = name.Contains('.', StringComparison.Ordinal)
            ? Sources.Keys.FirstOrDefault(other => other.EndsWith($"/{name.Split('.')[0]}.cs", StringComparison.Ordinal))
            : file;
        var declaration = $"const string {name.Split('.')[^1]} = ";
        var at = owner is null ? -1 : Sources[owner].IndexOf(declaration, StringComparison.Ordinal);
        if (at < 0)
        {
            return $"{{{name}}}";
        }

        at = Sources[owner!].IndexOf('"', at);
        return Literal(Sources[owner!], ref at, owner!);
    }

    [GeneratedRegex(@"\bsql\.(Rows|Row|Value|Execute)\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Send();

    [GeneratedRegex(@"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\bIN @(?<name>\w+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex List();
}
