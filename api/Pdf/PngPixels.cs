using System.IO.Compression;

namespace Lecce.Riscossione.Api.Pdf;

/// <summary>Converts filtered PNG rows to 8-bit grey or RGB samples and, for transparent images, 8-bit opacity.</summary>
internal static class PngPixels
{
    public static PdfImage Image(PngHeader header, byte[] palette, byte[] transparency, byte[] rows)
    {
        Unfilter(header, rows);
        var colors = header.ColorType is PngHeader.Gray or PngHeader.GrayAlpha ? 1 : 3;
        var pixels = new byte[header.Width * header.Height * colors];
        var opacity = new byte[header.Width * header.Height];
        Array.Fill(opacity, byte.MaxValue);
        for (var row = 0; row < header.Height; row++)
        {
            for (var column = 0; column < header.Width; column++)
            {
                var at = (row * header.Width) + column;
                opacity[at] = Pixel(header, palette, transparency, rows, row, column, pixels.AsSpan(at * colors, colors));
            }
        }

        var mask = opacity.AsSpan().ContainsAnyExcept(byte.MaxValue) ? Plane(header, "/DeviceGray", opacity, null) : null;
        return Plane(header, colors == 1 ? "/DeviceGray" : "/DeviceRGB", pixels, mask);
    }

    private static PdfImage Plane(PngHeader header, string space, byte[] samples, PdfImage? mask) =>
        new(
            header.Width,
            header.Height,
            $"/ColorSpace{space}/BitsPerComponent 8/Filter/FlateDecode",
            PdfBuffer.Deflate(samples, CompressionLevel.Optimal),
            mask
        );

    /// <summary>Writes the colour; returns the opacity.</summary>
    private static byte Pixel(PngHeader header, byte[] palette, byte[] transparency, byte[] rows, int row, int column, Span<byte> color)
    {
        var samples = rows.AsSpan((row * (header.RowBytes + 1)) + 1, header.RowBytes);
        if (header.ColorType == PngHeader.Palette)
        {
            var index = Sample(header, samples, column);
            PngReader.Require((index * 3) + 3 <= palette.Length, "The PNG uses a colour that its palette does not hold.");
            palette.AsSpan(index * 3, 3).CopyTo(color);
            return index < transparency.Length ? transparency[index] : byte.MaxValue;
        }

        var first = column * header.Channels;
        var transparent = transparency.Length == 2 * color.Length;
        for (var i = 0; i < color.Length; i++)
        {
            var sample = Sample(header, samples, first + i);
            transparent = transparent && sample == ((transparency[2 * i] << 8) | transparency[(2 * i) + 1]);
            color[i] = ToByte(header, sample);
        }

        return header.Channels > color.Length ? ToByte(header, Sample(header, samples, first + color.Length))
            : transparent ? (byte)0
            : byte.MaxValue;
    }

    private static int Sample(PngHeader header, ReadOnlySpan<byte> row, int index)
    {
        if (header.Depth == 16)
        {
            return (row[2 * index] << 8) | row[(2 * index) + 1];
        }

        var bit = index * header.Depth;
        return (row[bit >> 3] >> (8 - header.Depth - (bit & 7))) & ((1 << header.Depth) - 1);
    }

    private static byte ToByte(PngHeader header, int sample) => (byte)(sample * 255L / ((1 << header.Depth) - 1));

    /// <summary>Reverses the row filters in place (ISO/IEC 15948, 9.2).</summary>
    private static void Unfilter(PngHeader header, byte[] rows)
    {
        var step = Math.Max(1, header.Channels * header.Depth / 8);
        var stride = header.RowBytes + 1;
        for (var row = 0; row < header.Height; row++)
        {
            var start = row * stride;
            var filter = rows[start];
            PngReader.Require(filter <= 4, "The PNG uses a filter that is not known.");
            for (var i = 1; i < stride; i++)
            {
                var left = i > step ? rows[start + i - step] : 0;
                var up = row > 0 ? rows[start + i - stride] : 0;
                var corner = row > 0 && i > step ? rows[start + i - stride - step] : 0;
                rows[start + i] += (byte)Predicted(filter, left, up, corner);
            }
        }
    }

    private static int Predicted(int filter, int left, int up, int corner) =>
        filter switch
        {
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            4 => Paeth(left, up, corner),
            _ => 0,
        };

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return toLeft <= toUp && toLeft <= toCorner ? left
            : toUp <= toCorner ? up
            : corner;
    }
}
