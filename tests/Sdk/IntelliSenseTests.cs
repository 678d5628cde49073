using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Architecture;

namespace Lecce.Riscossione.Tests.Sdk;

/// <summary>What an editor shows of the C# client: one language, that of the contract.</summary>
public sealed partial class IntelliSenseTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Client = typeof(RiscossioneClient).Assembly;

    [Fact]
    public void Every_public_type_and_member_is_explained_in_Italian()
    {
        var visible = Visible();
        var explained = XDocument
            .Load(Path.ChangeExtension(Client.Location, ".xml"))
            .Descendants("member")
            .Where(member => visible.Contains(NameOf(member)))
            .Select(member => (Name: NameOf(member), Text: TextOf(member)))
            .Where(member => member.Text.Length > 0)
            .ToList();

        Assert.True(explained.Count > 1_400, $"{explained.Count} members are explained.");
        Findings.MustBeNone(explained.Where(member => English().IsMatch(member.Text)).Select(member => $"{member.Name}: {member.Text}"));
    }

    [Fact]
    public void A_warning_about_an_obsolete_member_is_in_Italian()
    {
        var warnings = Client
            .GetExportedTypes()
            .SelectMany(type => type.GetMembers(Declared))
            // The compiler marks the constructors of types with required members, in English.
            .Where(member => member is not ConstructorInfo)
            .Select(member => member.GetCustomAttribute<ObsoleteAttribute>()?.Message)
            .OfType<string>()
            .ToList();

        Assert.True(warnings.Count > 40, $"{warnings.Count} members are obsolete.");
        Findings.MustBeNone(warnings.Where(warning => !Italian().IsMatch(warning)));
    }

    [Theory]
    [InlineData("The address of the API; the client adds version and path.")]
    [InlineData("Stops the download.")]
    [InlineData("An upper bound for waits.")]
    [InlineData("Settings of one call.")]
    public void English_is_recognized(string text) => Assert.Matches(English(), text);

    /// <summary>Names as in the file of the documentation, without parameters: <c>M:Lecce.Riscossione.Sdk.BulkRow.Issue</c>.</summary>
    private static HashSet<string> Visible()
    {
        return Client
            .GetExportedTypes()
            .SelectMany(type =>
                type.GetMembers(Declared)
                    .Where(IsVisible)
                    .Select(member => $"{Kind(member)}:{type.FullName}.{member.Name.Replace('.', '#')}")
                    .Append($"T:{type.FullName}")
            )
            .ToHashSet(StringComparer.Ordinal);
    }

    private static bool IsVisible(MemberInfo member) =>
        member switch
        {
            MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            FieldInfo field => field.IsPublic || field.IsFamily,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            _ => false,
        };

    private static char Kind(MemberInfo member) =>
        member switch
        {
            MethodBase => 'M',
            FieldInfo => 'F',
            _ => 'P',
        };

    private static string NameOf(XElement member) => Parameters().Replace((string)member.Attribute("name")!, "");

    /// <summary>The prose of a comment. Code and references have the words of programs.</summary>
    private static string TextOf(XElement member)
    {
        member.Descendants().Where(part => part.Name.LocalName is "c" or "code" or "see").Remove();
        return Spaces().Replace(member.Value, " ").Trim();
    }

    // Codes such as not-paid are no English.
    [GeneratedRegex(
        @"(?<![\w-])(the|an|of|is|are|and|or|with|for|from|by|to|when|that|which|this|its|not|one|stops|returns|settings)(?![\w-])",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex English();

    [GeneratedRegex("^(Usare|L'API) ", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Italian();

    [GeneratedRegex(@"(``?\d+)?(\(.*)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Spaces();
}
