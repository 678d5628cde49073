using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Lecce.Riscossione.Samples.Simulator.Node;

/// <summary>What a creditor answered.</summary>
/// <param name="root">The element that holds the outcome.</param>
internal sealed class CreditorAnswer(XElement root)
{
    /// <summary>OK or KO.</summary>
    public string Outcome => this["outcome"]!;

    public bool IsOk => Outcome == "OK";

    /// <summary>The text of the first element of that name, at any depth; null without one.</summary>
    public string? this[string name] => root.Descendants(name).FirstOrDefault()?.Value;

    /// <summary>The <c>data</c> of an activation.</summary>
    public XElement Data => root.Element("data")!;

    /// <summary>The creditors among which an activation splits the money.</summary>
    public IEnumerable<string> Beneficiaries =>
        root.Descendants("fiscalCodePA").Select(code => code.Value).Distinct(StringComparer.Ordinal);

    /// <summary>An amount in cents; null without one.</summary>
    public long? Cents(string name) =>
        decimal.TryParse(this[name], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euro)
            ? (long)(euro * 100)
            : null;

    /// <summary>Reads an answer; null when it is not one of paForNode.</summary>
    public static CreditorAnswer? Read(string text)
    {
        try
        {
            var outcome = XDocument.Parse(text).Descendants("outcome").FirstOrDefault();
            return outcome?.Value is "OK" or "KO" ? new CreditorAnswer(outcome.Parent!) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
