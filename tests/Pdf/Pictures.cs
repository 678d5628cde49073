using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Tests.Pdf;

/// <summary>Pictures made for tests.</summary>
internal static class Pictures
{
    /// <summary>Three by two pixels.</summary>
    public static readonly byte[] Jpeg =
    [
        0xFF,
        0xD8,
        0xFF,
        0xE0,
        0,
        4,
        0,
        0,
        0xFF,
        0xC0,
        0,
        17,
        8,
        0,
        2,
        0,
        3,
        3,
        1,
        0x11,
        0,
        2,
        0x11,
        0,
        3,
        0x11,
        0,
        0xFF,
        0xD9,
    ];

    public static byte[] Png(int width, int height, int depth, int colorType, int? announcedWidth = null, int? announcedHeight = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, announcedWidth ?? width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), announcedHeight ?? height);
        (header[8], header[9]) = ((byte)depth, (byte)colorType);
        var parsed = PngHeader.Read(header);
        var rows = new byte[((((width * parsed.Channels * depth) + 7) / 8) + 1) * height];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (byte)(i % (rows.Length / height) == 0 ? i / (rows.Length / height) % 5 : i * 37 % 16);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return
        [
            .. PngReader.Signature,
            .. Chunk("IHDR", header),
            .. Chunk("PLTE", new byte[48]),
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), PngReader.Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>The same picture in a file of that length, padded with a private chunk.</summary>
    public static byte[] Grown(byte[] png, int length)
    {
        var end = Chunk("IEND", []).Length;
        return [.. png[..^end], .. Chunk("paDd", new byte[length - png.Length - end]), .. png[^end..]];
    }
}
