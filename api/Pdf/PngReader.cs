using System.IO.Compression;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>Reads a PNG file (ISO/IEC 15948) into samples for a PDF, with transparency as a soft mask.</summary>
internal static class PngReader
{
    /// <summary>Bounds the memory, which is allocated before the pixels are read. Logos are smaller.</summary>
    private const int MaxPixels = 4_000_000;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static PdfImage Read(ReadOnlySpan<byte> file)
    {
        PngHeader? header = null;
        byte[] palette = [];
        byte[] transparency = [];
        using var data = new MemoryStream();
        var at = Signature.Length;
        while (true)
        {
            var (type, chunk) = Chunk(file, at, out at);
            Require(header is not null || type == "IHDR", "The PNG does not begin with its header.");
            switch (type)
            {
                case "IHDR":
                    Require(header is null, "The PNG has two headers.");
                    header = PngHeader.Read(chunk);
                    Require((long)header.Width * header.Height <= MaxPixels, "The PNG has too many pixels.");
                    break;
                case "PLTE":
                    palette = chunk.ToArray();
                    break;
                case "tRNS":
                    transparency = chunk.ToArray();
                    break;
                case "IDAT":
                    data.Write(chunk);
                    break;
                case "IEND":
                    data.Position = 0;
                    return PngPixels.Image(header!, palette, transparency, Inflate(header!, data));
                default:
                    Require((type[0] & 0x20) != 0, "The PNG holds a critical part that is not known.");
                    break;
            }
        }
    }

    public static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidImage(message);
        }
    }

    /// <summary>Length, type, data and check value (5.3).</summary>
    private static (string Type, byte[] Data) Chunk(ReadOnlySpan<byte> file, int at, out int next)
    {
        Require(file.Length - at >= 12, "The PNG is cut short.");
        var length = ReadUInt32BigEndian(file[at..]);
        Require(length <= file.Length - at - 12, "The PNG is cut short.");
        var body = file.Slice(at + 4, 4 + (int)length);
        next = at + 12 + (int)length;
        Require(Crc(body) == ReadUInt32BigEndian(file[(next - 4)..]), "The PNG is damaged.");
        return (Encoding.Latin1.GetString(body[..4]), body[4..].ToArray());
    }

    /// <summary>Inflates the filtered rows, at most as many bytes as the header declares.</summary>
    private static byte[] Inflate(PngHeader header, Stream data)
    {
        var rows = new byte[(header.RowBytes + 1) * header.Height];
        try
        {
            using var zlib = new ZLibStream(data, CompressionMode.Decompress);
            zlib.ReadExactly(rows);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidImage("The PNG's pixels cannot be unpacked.");
        }

        return rows;
    }

    public static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}

/// <summary>The header chunk (11.2.2).</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, int ColorType)
{
    public const int Gray = 0;
    public const int Rgb = 2;
    public const int Palette = 3;
    public const int GrayAlpha = 4;
    public const int RgbAlpha = 6;

    /// <summary>Samples per pixel.</summary>
    public int Channels =>
        ColorType switch
        {
            Rgb => 3,
            GrayAlpha => 2,
            RgbAlpha => 4,
            _ => 1,
        };

    public int RowBytes => ((Width * Channels * Depth) + 7) / 8;

    public static PngHeader Read(ReadOnlySpan<byte> chunk)
    {
        PngReader.Require(chunk.Length == 13, "The PNG's header is not of 13 bytes.");
        var (width, height) = (ReadUInt32BigEndian(chunk), ReadUInt32BigEndian(chunk[4..]));
        PngReader.Require(width is > 0 and <= 20_000 && height is > 0 and <= 20_000, "The PNG's size is out of bounds.");
        var header = new PngHeader((int)width, (int)height, chunk[8], chunk[9]);
        var known = header.ColorType switch
        {
            Gray => header.Depth is 1 or 2 or 4 or 8 or 16,
            Palette => header.Depth is 1 or 2 or 4 or 8,
            Rgb or GrayAlpha or RgbAlpha => header.Depth is 8 or 16,
            _ => false,
        };
        PngReader.Require(known && chunk[10] == 0 && chunk[11] == 0, "The PNG's form is not one of the standard.");
        PngReader.Require(chunk[12] == 0, "The PNG is interlaced.");
        return header;
    }
}
