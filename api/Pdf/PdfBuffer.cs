using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>A growing byte buffer for PDF's simple objects (ISO 32000-1, 7.3). Dispose returns its memory to a pool.</summary>
internal sealed class PdfBuffer : IDisposable
{
    private byte[] bytes;

    public PdfBuffer(int capacity = 4096) => bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Count);

    public PdfBuffer Add(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Room(data.Length));
        Count += data.Length;
        return this;
    }

    public PdfBuffer Add(byte value)
    {
        Room(1)[0] = value;
        Count++;
        return this;
    }

    /// <summary>Appends an integer and a space.</summary>
    public PdfBuffer Add(long number)
    {
        var room = Room(21);
        Utf8Formatter.TryFormat(number, room, out var written);
        room[written] = (byte)' ';
        Count += written + 1;
        return this;
    }

    /// <summary>Appends a length in points and a space.</summary>
    public PdfBuffer Add(Length length) => AddScaled(length.Millipoints, 1000);

    /// <summary>Appends a multiple of 1/<paramref name="scale"/> (a power of ten), without trailing zeros, and a space.</summary>
    public PdfBuffer AddScaled(long value, int scale)
    {
        if (value < 0)
        {
            Add((byte)'-');
            value = -value;
        }

        var whole = value / scale;
        var fraction = value % scale;
        Add(whole);
        if (fraction == 0)
        {
            return this;
        }

        Count--;
        Add((byte)'.');
        while (fraction != 0)
        {
            scale /= 10;
            Add((byte)('0' + (fraction / scale)));
            fraction %= scale;
        }

        return Add((byte)' ');
    }

    /// <summary>Appends a reference to an object (7.3.10).</summary>
    public PdfBuffer Reference(int number) => Add(number).Add("0 R "u8);

    /// <summary>Appends a text string (7.9.2.2) as hexadecimal UTF-16BE with a byte order mark.</summary>
    public PdfBuffer Text(string text)
    {
        Add("<FEFF"u8);
        foreach (var unit in text)
        {
            Hex4(unit);
        }

        return Add(">"u8);
    }

    public PdfBuffer Hex4(int value)
    {
        var room = Room(4);
        for (var digit = 3; digit >= 0; digit--)
        {
            room[digit] = "0123456789ABCDEF"u8[value & 15];
            value >>= 4;
        }

        Count += 4;
        return this;
    }

    /// <summary>Appends two bytes of a literal string (7.3.4.2), escaped where necessary.</summary>
    public void StringBytes(ushort code)
    {
        StringByte((byte)(code >> 8));
        StringByte((byte)code);
    }

    /// <summary>All bytes, deflated in zlib format (FlateDecode, 7.4.4).</summary>
    public byte[] Deflated(CompressionLevel level) => Deflate(Written, level);

    public static byte[] Deflate(ReadOnlySpan<byte> data, CompressionLevel level)
    {
        using var target = new MemoryStream((data.Length / 3) + 64);
        using (var zlib = new ZLibStream(target, level, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return target.ToArray();
    }

    public void Clear() => Count = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        Count = 0;
    }

    private void StringByte(byte value)
    {
        switch (value)
        {
            case (byte)'(' or (byte)')' or (byte)'\\':
                Add((byte)'\\').Add(value);
                break;
            case (byte)'\r':
                Add("\\r"u8);
                break;
            default:
                Add(value);
                break;
        }
    }

    private Span<byte> Room(int count)
    {
        if (bytes.Length - Count < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Count + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        return bytes.AsSpan(Count);
    }
}
