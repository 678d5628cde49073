using System.Reflection;
using System.Security;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>The contract of this endpoint, for tools that ask for it with <c>?wsdl</c> and then follow its <c>?xsd=…</c>.</summary>
internal static class Wsdl
{
    /// <summary>The value of <c>xsd</c> in the address of the schema.</summary>
    public const string SchemaName = "paForNode";

    private static readonly string ServiceText = Resource("paForNode.wsdl");

    /// <summary>The schema of the messages.</summary>
    public static string Schema { get; } = Resource("paForNode.xsd");

    /// <summary>The service description. <paramref name="address"/> is the URL at which it was asked for, without its query.</summary>
    public static string Service(string address) =>
        ServiceText
            .Replace("\"SCHEMA\"", $"\"{SecurityElement.Escape(address)}?xsd={SchemaName}\"", StringComparison.Ordinal)
            .Replace("\"ADDRESS\"", $"\"{SecurityElement.Escape(address)}\"", StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(typeof(Wsdl), name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
