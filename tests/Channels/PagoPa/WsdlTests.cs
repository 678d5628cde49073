using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

public class WsdlTests
{
    private const string Address = "https://pagamenti.example.it/pagopa?a=1&b=<2>";

    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly Lazy<XmlSchemaSet> Schemas = new(LoadOurs);

    [Fact]
    public void The_description_lists_the_six_operations_by_their_bare_name()
    {
        var actions = Description().Descendants(Soap + "operation").Select(operation => operation.Attribute("soapAction")!.Value);

        Assert.Equal(NodeOperation.All.Select(operation => operation.Name), actions, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_message_is_an_element_of_the_schema()
    {
        var parts = Description().Descendants(Wsdl + "part").Select(part => part.Attribute("element")!.Value);

        var expected = NodeOperation.All.SelectMany(operation => new[] { operation.RequestElement, operation.ResponseElement }).ToList();
        Assert.Equal(expected.Select(name => "message:" + name), parts, StringComparer.Ordinal);
        Assert.All(expected, name => Assert.True(Schemas.Value.GlobalElements.Contains(new(name, PaForNodeReader.MessageNamespace))));
    }

    [Fact]
    public void The_description_points_back_to_where_it_was_asked_for()
    {
        var description = Description();
        XNamespace xs = XmlSchema.Namespace;

        Assert.Equal(Address, description.Descendants(Soap + "address").Single().Attribute("location")!.Value);
        Assert.Equal(Address + "?xsd=paForNode", description.Descendants(xs + "import").Single().Attribute("schemaLocation")!.Value);
    }

    [Fact]
    public void Our_schema_accepts_valid_requests() =>
        Assert.All(NodeMessages.All, message => Assert.Empty(ErrorsOfOurSchema(NodeMessages.Bytes(message))));

    [ReferenceFact]
    public void Our_description_has_the_operations_and_elements_of_the_official_one()
    {
        var official = XDocument.Load(Reference.PathOf("pagopa/wsdl/paForNode.wsdl"));

        Assert.Equal(Operations(official), Operations(Description()), StringComparer.Ordinal);
    }

    internal static IReadOnlyList<string> ErrorsOfOurSchema(byte[] soapEnvelope) => SchemaErrors.Of(Schemas.Value, soapEnvelope);

    private static XDocument Description() => XDocument.Parse(Api.Channels.PagoPa.Wsdl.Service(Address));

    private static IEnumerable<string> Operations(XDocument description)
    {
        var elements = description
            .Descendants(Wsdl + "message")
            .ToDictionary(
                message => message.Attribute("name")!.Value,
                message => Local(message.Element(Wsdl + "part")!.Attribute("element")!),
                StringComparer.Ordinal
            );
        return description
            .Descendants(Wsdl + "portType")
            .Elements(Wsdl + "operation")
            .Select(operation =>
                string.Join(
                    ' ',
                    operation.Attribute("name")!.Value,
                    elements[Local(operation.Element(Wsdl + "input")!.Attribute("message")!)],
                    elements[Local(operation.Element(Wsdl + "output")!.Attribute("message")!)]
                )
            )
            .Order(StringComparer.Ordinal);
    }

    private static string Local(XAttribute name) => name.Value.Split(':')[^1];

    private static XmlSchemaSet LoadOurs()
    {
        const string envelope = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
                targetNamespace="http://schemas.xmlsoap.org/soap/envelope/" elementFormDefault="qualified">
              <xs:complexType name="Part">
                <xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" namespace="##any" processContents="lax"/></xs:sequence>
              </xs:complexType>
              <xs:element name="Envelope"><xs:complexType><xs:sequence>
                <xs:element name="Header" type="s:Part" minOccurs="0"/>
                <xs:element name="Body" type="s:Part"/>
              </xs:sequence></xs:complexType></xs:element>
            </xs:schema>
            """;
        var schemas = new XmlSchemaSet();
        schemas.Add(null, XmlReader.Create(new StringReader(envelope)));
        schemas.Add(null, XmlReader.Create(new StringReader(Api.Channels.PagoPa.Wsdl.Schema)));
        schemas.Compile();
        return schemas;
    }
}
