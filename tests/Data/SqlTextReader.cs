using System.Text;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>
/// Reads the string literals of a C# file. Interpolations become their possible texts; an unknown one remains in braces, which no SQL
/// parser accepts.
/// </summary>
internal sealed class SqlTextReader(IReadOnlyDictionary<string, string> sources, string file, Dialect dialect)
{
    private static readonly FiscalCode Somebody = default;
    private static readonly Caller Administrator = new("test", null, null, new HashSet<string>(StringComparer.Ordinal), null);
    private static readonly Caller Organization = Administrator with { Organization = Somebody };
    private static readonly Caller Office = Organization with { DepartmentId = Id.New(NodaTime.NodaConstants.UnixEpoch) };
    private static readonly Caller Auditor = Organization with
    {
        Scopes = new HashSet<string>(StringComparer.Ordinal) { Scopes.AuditRead },
    };
    private static readonly RevenueTypeLimit Limit = RevenueTypeLimit.Of(["imu", "tari"]);
    private static readonly Caller[] Offices = [Administrator, Organization, Office];
    private static readonly Caller[] Everybody =
    [
        .. Offices,
        Organization with
        {
            RevenueTypes = Limit,
        },
        Office with
        {
            RevenueTypes = Limit,
        },
        Organization with
        {
            Debtor = Somebody,
        },
    ];

    /// <summary>The literals of the file as parts; each part has its possible texts, the shortest first.</summary>
    public List<List<string[]>> Literals() => Literals(sources[file]);

    /// <summary>The literal at a position, at its quote or dollar sign.</summary>
    public List<string[]> LiteralAt(int at)
    {
        at = sources[file].IndexOf('"', at);
        return Literal(sources[file], ref at);
    }

    /// <summary>A literal with every part's first text, with every last text, and with each other text alone.</summary>
    public static IEnumerable<string> FormsOf(IReadOnlyList<string[]> literal)
    {
        var ends = new Func<string[], string>[] { texts => texts[0], texts => texts[^1] };
        return (
            from end in ends
            from changed in Enumerable.Range(0, literal.Count)
            from text in literal[changed]
            select string.Concat(literal.Select((texts, index) => index == changed ? text : end(texts)))
        ).Distinct(StringComparer.Ordinal);
    }

    private List<List<string[]>> Literals(string text)
    {
        var found = new List<List<string[]>>();
        for (var at = 0; at < text.Length; )
        {
            if (text[at] == '"')
            {
                found.Add(Literal(text, ref at));
            }
            else
            {
                at = AfterNoise(text, at);
            }
        }

        return found;
    }

    /// <summary>The position after a comment, a character literal, or one other character.</summary>
    private static int AfterNoise(string text, int at) =>
        string.CompareOrdinal(text, at, "//", 0, 2) == 0 ? text.IndexOf('\n', at)
        : text[at] != '\'' ? at + 1
        : text[at + 1] == '\\' ? text.IndexOf('\'', at + 3) + 1
        : at + 3;

    /// <summary>Reads the string that starts at a quote.</summary>
    private List<string[]> Literal(string text, ref int at)
    {
        var isInterpolated = at > 0 && text[at - 1] == '$';
        var quotes = text[at..].TakeWhile(letter => letter == '"').Count();
        var close = quotes >= 3 ? new string('"', quotes) : "\"";
        at += quotes == 2 ? 1 : quotes;
        var parts = new List<string[]>();
        var fixedText = new StringBuilder();
        while (string.CompareOrdinal(text, at, close, 0, close.Length) != 0)
        {
            if (text[at] == '\\' && close.Length == 1)
            {
                at++;
            }
            else if (text[at] == '{' && isInterpolated)
            {
                parts.Add([fixedText.ToString()]);
                fixedText.Clear();
                parts.AddRange(Resolve(Hole(text, ref at)));
                continue;
            }

            fixedText.Append(text[at++]);
        }

        at += close.Length;
        parts.Add([fixedText.ToString()]);
        return parts;
    }

    /// <summary>Reads an interpolated expression up to its closing brace.</summary>
    private string Hole(string text, ref int at)
    {
        var start = ++at;
        for (var depth = 1; ; )
        {
            if (text[at] == '"')
            {
                _ = Literal(text, ref at);
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

    private IEnumerable<string[]> Resolve(string expression)
    {
        if (expression == "parameter")
        {
            // The dialect's expressions that expand a list.
            return
            [
                ["@parameter"],
            ];
        }

        if (expression.EndsWith(".FirstRows", StringComparison.Ordinal))
        {
            return
            [
                [dialect.FirstRows],
            ];
        }

        var texts = Literals(expression).Select(parts => string.Concat(parts.Select(part => part[^1]))).ToList();
        if (expression.Contains(".TextsOf(", StringComparison.Ordinal))
        {
            return
            [
                [dialect.TextsOf(texts[0])],
            ];
        }

        if (expression.StartsWith("Ownership.Of", StringComparison.Ordinal))
        {
            return [OwnershipOf(expression.Split('(')[0], texts[0])];
        }

        // A filter's condition is optional.
        return texts is [] ? Constant(expression)
            : expression.Contains("Sql.When(", StringComparison.Ordinal)
                ?
                [
                    [.. texts.Prepend("").Distinct(StringComparer.Ordinal)],
                ]
            :
            [
                [.. texts],
            ];
    }

    private static string[] OwnershipOf(string method, string alias) =>
        method switch
        {
            "Ownership.OfDocuments" => [.. Everybody.Select(caller => Ownership.OfDocuments(caller, alias))],
            "Ownership.OfPayments" => [.. Everybody.Select(caller => Ownership.OfPayments(caller, alias))],
            "Ownership.OfOfficeDocuments" => [.. Everybody.Select(caller => Ownership.OfOfficeDocuments(caller, alias))],
            "Ownership.OfWork" => [.. Everybody.Select(caller => Ownership.OfWork(caller, alias))],
            "Ownership.OfOwn" => [.. Everybody.Append(Auditor).Select(caller => Ownership.OfOwn(caller, alias))],
            "Ownership.OfRevenueTypes" => [Ownership.OfRevenueTypes(null, alias), Ownership.OfRevenueTypes(Limit, alias)],
            "Ownership.OfReceipts" => [.. Everybody.Select(caller => Ownership.OfReceipts(caller, alias))],
            _ => [.. Offices.Select(caller => Ownership.Of(caller, alias))],
        };

    /// <summary>The text of a constant; for an unknown one the expression in braces.</summary>
    private IEnumerable<string[]> Constant(string name)
    {
        var owner = name.Contains('.', StringComparison.Ordinal)
            ? sources.Keys.FirstOrDefault(other => other.EndsWith($"/{name.Split('.')[0]}.cs", StringComparison.Ordinal))
            : file;
        var declaration = $"const string {name.Split('.')[^1]} = ";
        var at = owner is null ? -1 : sources[owner].IndexOf(declaration, StringComparison.Ordinal);
        if (at < 0)
        {
            return
            [
                [$"{{{name}}}"],
            ];
        }

        at = sources[owner!].IndexOf('"', at);
        return new SqlTextReader(sources, owner!, dialect).Literal(sources[owner!], ref at);
    }
}
