using System.Xml;
using System.Xml.Schema;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>The schema that pagoPA publishes for the messages of paForNode, with the envelope around them. For tests marked <see cref="ReferenceFactAttribute"/>.</summary>
internal static class OfficialSchema
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Load);

    /// <summary>Fails the test unless the SOAP envelope and the message in it are valid.</summary>
    public static void Validate(byte[] soapEnvelope) => Assert.Empty(Errors(soapEnvelope));

    public static IReadOnlyList<string> Errors(byte[] soapEnvelope) => SchemaErrors.Of(Schemas.Value, soapEnvelope);

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Reference.PathOf("pagopa/wsdl/xsd/paForNode.xsd"));
        schemas.Add(null, Reference.PathOf("pagopa/xsd-common/envelope.xsd"));
        schemas.Compile();
        return schemas;
    }
}

internal static class SchemaErrors
{
    /// <summary>What a set of schemas finds wrong; an element that it does not know is wrong too.</summary>
    public static IReadOnlyList<string> Of(XmlSchemaSet schemas, byte[] document)
    {
        List<string> errors = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, found) => errors.Add(found.Message);
        using var reader = XmlReader.Create(new MemoryStream(document), settings);
        while (reader.Read())
        {
            // Validation happens while reading.
        }

        return errors;
    }
}
