using System.Text;
using System.Xml;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// A forward cursor over an untrusted SOAP message: elements must come as they are asked for, and nothing else may stand between them.
/// No DTD, no external reference; everything wrong is a <see cref="NodeSyntaxError"/>.
/// </summary>
internal sealed class NodeXml : IDisposable
{
    /// <summary>Longest text of one field, in characters, base64 excepted.</summary>
    public const int MaxTextLength = 4096;

    private const int MaxDepth = 16;
    private const int MaxElements = 2000;
    private const string XsiNamespace = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 512 * 1024,
    };

    private readonly XmlReader reader;
    private int elements;

    /// <param name="message">As it came.</param>
    /// <param name="encoding">Encoding that overrides the XML declaration; null to use the declaration.</param>
    public NodeXml(byte[] message, Encoding? encoding = null)
    {
        var bytes = new MemoryStream(message, writable: false);
        reader = encoding is null ? XmlReader.Create(bytes, Settings) : XmlReader.Create(new StreamReader(bytes, encoding), Settings);
    }

    /// <summary>The name of the element ahead.</summary>
    public string LocalName => reader.LocalName;

    /// <summary>True if the next thing is an element with this name.</summary>
    public bool At(string name, string ns = "") =>
        reader.MoveToContent() == XmlNodeType.Element
        && string.Equals(reader.LocalName, name, StringComparison.Ordinal)
        && string.Equals(reader.NamespaceURI, ns, StringComparison.Ordinal);

    /// <summary>True if the next thing is an element of this namespace, whatever its name.</summary>
    public bool AtNamespace(string ns) =>
        reader.MoveToContent() == XmlNodeType.Element && string.Equals(reader.NamespaceURI, ns, StringComparison.Ordinal);

    /// <summary>
    /// Enters an element that has children; <paramref name="type"/> names its type where the name alone does not (<see cref="NodeTypes"/>).
    /// </summary>
    public void Enter(string name, string ns = "", bool anyAttribute = false, string? type = null)
    {
        Expect(name, ns, anyAttribute, type);
        if (reader.IsEmptyElement)
        {
            throw new NodeSyntaxError($"L'elemento {name} è vuoto.");
        }

        reader.Read();
    }

    /// <summary>Comes out of the element entered last.</summary>
    public void Leave(string name)
    {
        if (reader.MoveToContent() != XmlNodeType.EndElement)
        {
            throw new NodeSyntaxError($"L'elemento {name} contiene qualcosa di non previsto.");
        }

        reader.Read();
    }

    /// <summary>Reads an element that holds only text.</summary>
    public string Content(string name, int maxLength = MaxTextLength)
    {
        Expect(name, "", anyAttribute: false);
        var text = reader.ReadElementContentAsString();
        return text.Length <= maxLength ? text : throw new NodeSyntaxError($"Il valore di {name} è troppo lungo.");
    }

    /// <summary>Passes over an element and all that it holds, within the limits of depth and number.</summary>
    public void Skip()
    {
        var depth = reader.Depth;
        do
        {
            Count();
        } while (reader.Read() && reader.Depth > depth);
        if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
        {
            reader.Read();
        }
    }

    /// <summary>Reads to the end of the message, where nothing more may come.</summary>
    public void End()
    {
        if (reader.MoveToContent() != XmlNodeType.None)
        {
            throw new NodeSyntaxError("Il messaggio continua oltre la busta SOAP.");
        }
    }

    public void Dispose() => reader.Dispose();

    private void Expect(string name, string ns, bool anyAttribute, string? type = null)
    {
        if (!At(name, ns))
        {
            throw new NodeSyntaxError($"Manca l'elemento {name}, oppure non è al suo posto.");
        }

        Count();
        if (!anyAttribute)
        {
            CheckAttributes(name, type);
        }
    }

    private void Count()
    {
        if (reader.NodeType == XmlNodeType.Element)
        {
            elements++;
        }

        if (elements > MaxElements || reader.Depth >= MaxDepth)
        {
            throw new NodeSyntaxError("Il messaggio è troppo grande o troppo annidato.");
        }
    }

    private void CheckAttributes(string name, string? type)
    {
        while (reader.MoveToNextAttribute())
        {
            var isOfInstance = string.Equals(reader.NamespaceURI, XsiNamespace, StringComparison.Ordinal);
            var declaresNamespace = string.Equals(reader.NamespaceURI, "http://www.w3.org/2000/xmlns/", StringComparison.Ordinal);
            var hintsAtSchema = isOfInstance && reader.LocalName is "schemaLocation" or "noNamespaceSchemaLocation";
            if (!declaresNamespace && !hintsAtSchema && !(isOfInstance && reader.LocalName is "type" && NamesType(name, type)))
            {
                throw new NodeSyntaxError($"L'elemento {name} ha un attributo non previsto.");
            }
        }

        reader.MoveToElement();
    }

    /// <summary>True when the attribute names the very type that the schema gives the element.</summary>
    private bool NamesType(string element, string? type)
    {
        var name = reader.Value.Trim(' ', '\t', '\r', '\n');
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var ns = reader.LookupNamespace(colon < 0 ? "" : name[..colon]) ?? "";
        return NodeTypes.IsTypeOf(element, type, ns, name[(colon + 1)..]);
    }
}
