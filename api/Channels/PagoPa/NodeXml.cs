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

    public NodeXml(byte[] message)
    {
        reader = XmlReader.Create(new MemoryStream(message, writable: false), Settings);
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

    /// <summary>Goes into an element that holds others.</summary>
    public void Enter(string name, string ns = "", bool anyAttribute = false)
    {
        Expect(name, ns, anyAttribute);
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

    private void Expect(string name, string ns, bool anyAttribute)
    {
        if (!At(name, ns))
        {
            throw new NodeSyntaxError($"Manca l'elemento {name}, oppure non è al suo posto.");
        }

        Count();
        if (!anyAttribute)
        {
            RefuseAttributes(name);
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

    private void RefuseAttributes(string name)
    {
        while (reader.MoveToNextAttribute())
        {
            var declaresNamespace = string.Equals(reader.NamespaceURI, "http://www.w3.org/2000/xmlns/", StringComparison.Ordinal);
            var hintsAtSchema =
                string.Equals(reader.NamespaceURI, XsiNamespace, StringComparison.Ordinal)
                && reader.LocalName is "schemaLocation" or "noNamespaceSchemaLocation";
            if (!declaresNamespace && !hintsAtSchema)
            {
                throw new NodeSyntaxError($"L'elemento {name} ha un attributo non previsto.");
            }
        }

        reader.MoveToElement();
    }
}
