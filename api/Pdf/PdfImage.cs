namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The bytes given as an image are none that can be printed.</summary>
internal sealed class InvalidImage(string message) : Exception(message);

/// <summary>An image made ready once for any number of documents (ISO 32000-1, 8.9.5).</summary>
internal sealed class PdfImage
{
    internal PdfImage(int width, int height, string entries, byte[] data, PdfImage? mask = null)
    {
        Width = width;
        Height = height;
        Entries = entries;
        Data = data;
        Mask = mask;
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>Colour space, bits and filter as dictionary entries.</summary>
    public string Entries { get; }

    public byte[] Data { get; }

    /// <summary>How opaque each pixel is (soft mask, 11.6.5.3).</summary>
    public PdfImage? Mask { get; }

    /// <summary>Reads a PNG or JPEG file; throws <see cref="InvalidImage"/>, and nothing else, whatever the bytes are.</summary>
    public static PdfImage Read(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngReader.Signature) ? PngReader.Read(file)
        : file.StartsWith(JpegReader.Signature) ? JpegReader.Read(file)
        : throw new InvalidImage("Neither PNG nor JPEG.");

    /// <summary>False for no bytes at all, without an exception, and for bytes that are no image that can be printed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PdfImage? image)
    {
        if (file.IsEmpty)
        {
            image = null;
            return false;
        }

        try
        {
            image = Read(file);
            return true;
        }
        catch (InvalidImage)
        {
            image = null;
            return false;
        }
    }
}
