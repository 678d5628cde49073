using System.Buffers;
using System.Text;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>Writes elements and text as UTF-8, escaping what XML gives a meaning to. Texts must hold only characters that XML allows.</summary>
internal readonly struct XmlBytes(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    public void Declaration() => output.Write("""<?xml version="1.0" encoding="UTF-8"?>"""u8);

    public void Open(string name, string? attributes = null)
    {
        Raw("<");
        Raw(name);
        if (attributes is not null)
        {
            Raw(" ");
            Raw(attributes.AsSpan().TrimEnd());
        }

        Raw(">");
    }

    public void Close(string name)
    {
        Raw("</");
        Raw(name);
        Raw(">");
    }

    public void Element(string name, string text)
    {
        Open(name);
        Escaped(text);
        Close(name);
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Special); at >= 0; at = text.IndexOfAny(Special))
        {
            Raw(text[..at]);
            Raw(
                text[at] switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    _ => "&apos;",
                }
            );
            text = text[(at + 1)..];
        }

        Raw(text);
    }

    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
