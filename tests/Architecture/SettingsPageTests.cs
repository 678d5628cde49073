using System.Reflection;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.BulkLoads;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Architecture;

/// <summary>docs/settings.md lists the settings that the program reads, and no other.</summary>
public partial class SettingsPageTests
{
    private const string Page = "docs/settings.md";

    /// <summary>Sections that are bound to a record: each property is a setting.</summary>
    private static readonly IReadOnlyDictionary<string, Type> Records = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["Riscossione:BulkLoads"] = typeof(BulkLoadOptions),
        ["Riscossione:PagoPa"] = typeof(PagoPaOptions),
        [CheckoutOptions.Section] = typeof(CheckoutOptions),
        [BizEventsOptions.Section] = typeof(BizEventsOptions),
        [AcaOptions.Section] = typeof(AcaOptions),
        [$"{TokenIssuerOptions.Section}:<nome>"] = typeof(TokenIssuerOptions),
    };

    /// <summary>Names in the first column of a table, with colons.</summary>
    private static readonly SortedSet<string> Documented = new(
        from row in Row().Matches(Repository.Text(Page))
        select Index().Replace(row.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal), ""),
        StringComparer.Ordinal
    );

    /// <summary>The names of settings and sections in the code.</summary>
    private static readonly SortedSet<string> Literals = new(
        from file in Repository.Sources
        where file.StartsWith("api/", StringComparison.Ordinal)
        from name in Name().Matches(Repository.Text(file))
        select name.Groups["name"].Value.TrimEnd(':'),
        StringComparer.Ordinal
    );

    private static IEnumerable<string> Properties =>
        from record in Records
        from property in record.Value.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select $"{record.Key}:{property.Name}";

    [Fact]
    public void Every_setting_that_the_code_reads_is_on_the_page()
    {
        Findings.MustBeNone(Properties.Except(Documented));
        Findings.MustBeNone(
            Literals.Where(name =>
                !Documented.Contains(name) && !Documented.Any(other => other.StartsWith($"{name}:", StringComparison.Ordinal))
            )
        );
    }

    [Fact]
    public void Every_setting_on_the_page_is_read_by_the_code() =>
        Findings.MustBeNone(
            Documented
                .Where(name => !name.StartsWith("ASPNETCORE", StringComparison.Ordinal))
                .Where(name => !Literals.Contains(name) && !Properties.Contains(name, StringComparer.Ordinal))
        );

    [Fact]
    public void Check_knows_every_setting_on_the_page() =>
        Findings.MustBeNone(
            Documented
                .Where(name => !name.StartsWith("ASPNETCORE", StringComparison.Ordinal))
                .Where(name => !Settings.IsKnown(Indexed(name)) && !Settings.IsKnown($"{name}:0"))
        );

    // The page lists list settings without their numbers.
    private static string Indexed(string name) => name.EndsWith("Thumbprints", StringComparison.Ordinal) ? $"{name}:0" : name;

    [GeneratedRegex(
        @"^\| `(?<name>(Riscossione|ConnectionStrings|ASPNETCORE)[\w<>]*)`",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();

    [GeneratedRegex(@":(\d+|<claim>)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Index();

    [GeneratedRegex(@"""(?<name>(Riscossione|ConnectionStrings):[\w:]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
