namespace Lecce.Riscossione.Api.Pdf;

/// <summary>The image file is invalid or unsupported.</summary>
internal sealed class InvalidImage(string message) : Exception(message);

/// <summary>An image, prepared once for any number of documents (ISO 32000-1, 8.9.5).</summary>
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

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>Dictionary entries: colour space, bits, filter.</summary>
    public string Entries { get; }

    public byte[] Data { get; }

    /// <summary>The opacity of each pixel (soft mask, 11.6.5.3).</summary>
    public PdfImage? Mask { get; }

    /// <summary>Reads a PNG or JPEG file; throws only <see cref="InvalidImage"/>, for any bytes.</summary>
    public static PdfImage Read(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngReader.Signature) ? PngReader.Read(file)
        : file.StartsWith(JpegReader.Signature) ? JpegReader.Read(file)
        : throw new InvalidImage("Neither PNG nor JPEG.");

    /// <summary>False for an empty file, without an exception, and for an unsupported one.</summary>
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
